/** How the executions created in each interval stand now. */
import type { Queryable } from '../store/queryable.ts'
import { allBuckets, bucketOf, inScope, readSeries, type Series } from './scope.ts'

interface Row {
  readonly bucket: Date
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
  readonly live: number
}

const text = `
WITH ${allBuckets}, counted AS (
  SELECT ${bucketOf('e.created_at')} AS bucket,
         count(*) FILTER (WHERE e.status = 'completed')::int AS completed,
         count(*) FILTER (WHERE e.status = 'failed')::int AS failed,
         count(*) FILTER (WHERE e.status = 'cancelled')::int AS cancelled,
         count(*) FILTER (WHERE e.status IN ('pending', 'running', 'paused'))::int AS live
    FROM workflow_executions e WHERE ${inScope} GROUP BY 1)
SELECT bucket, coalesce(completed, 0) AS completed, coalesce(failed, 0) AS failed,
       coalesce(cancelled, 0) AS cancelled, coalesce(live, 0) AS live
  FROM buckets LEFT JOIN counted USING (bucket) ORDER BY bucket`

export function listExecutionsByStatus(db: Queryable, series: Series) {
  return readSeries<Row>(db, text, series)
}

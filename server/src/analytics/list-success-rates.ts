/** Share of the executions created in each interval that completed, of those that completed or failed. */
import type { Queryable } from '../store/queryable.ts'
import { allBuckets, bucketOf, inScope, readSeries, type Series } from './scope.ts'

interface Row {
  readonly bucket: Date
  readonly rate: number | null
  readonly count: number
}

const text = `
WITH ${allBuckets}, judged AS (
  SELECT ${bucketOf('e.created_at')} AS bucket, count(*)::int AS count,
         (count(*) FILTER (WHERE e.status = 'completed'))::float8 / count(*) AS rate
    FROM workflow_executions e WHERE ${inScope} AND e.status IN ('completed', 'failed') GROUP BY 1)
SELECT bucket, rate, coalesce(count, 0) AS count
  FROM buckets LEFT JOIN judged USING (bucket) ORDER BY bucket`

export function listSuccessRates(db: Queryable, series: Series) {
  return readSeries<Row>(db, text, series)
}

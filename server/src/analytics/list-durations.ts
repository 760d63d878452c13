/** How long the executions created in each interval took that completed. */
import type { Queryable } from '../store/queryable.ts'
import { allBuckets, bucketOf, inScope, msBetween, readSeries, type Series } from './scope.ts'

interface Row {
  readonly bucket: Date
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly meanMs: number | null
  readonly count: number
}

const duration = msBetween('e.started_at', 'e.completed_at')
const text = `
WITH ${allBuckets}, measured AS (
  SELECT ${bucketOf('e.created_at')} AS bucket, count(*)::int AS count, avg(${duration}) AS mean,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY ${duration}) AS p50,
         percentile_cont(0.95) WITHIN GROUP (ORDER BY ${duration}) AS p95
    FROM workflow_executions e
   WHERE ${inScope} AND e.status = 'completed' AND e.started_at IS NOT NULL GROUP BY 1)
SELECT bucket, p50 AS "p50Ms", p95 AS "p95Ms", mean AS "meanMs", coalesce(count, 0) AS count
  FROM buckets LEFT JOIN measured USING (bucket) ORDER BY bucket`

export function listDurations(db: Queryable, series: Series) {
  return readSeries<Row>(db, text, series)
}

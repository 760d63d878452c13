/** What ended in each interval: executions, and the nodes that completed in them. */
import type { Queryable } from '../store/queryable.ts'
import { allBuckets, bucketOf, readSeries, type Series } from './scope.ts'

interface Row {
  readonly bucket: Date
  readonly executions: number
  readonly nodes: number
}

// By their end, unlike the other panels: work is done when it ends. None of them was created after the period.
const text = `
WITH ${allBuckets}, ended AS (
  SELECT ${bucketOf('e.completed_at')} AS bucket, count(*)::int AS executions, sum(e.completed_nodes)::int AS nodes
    FROM workflow_executions e
   WHERE e.workspace_id = $1 AND e.created_at < $3 AND e.completed_at >= $2 AND e.completed_at < $3
     AND ($4::uuid IS NULL OR e.workflow_id = $4) AND ($5::text IS NULL OR e.trigger = $5)
   GROUP BY 1)
SELECT bucket, coalesce(executions, 0) AS executions, coalesce(nodes, 0) AS nodes
  FROM buckets LEFT JOIN ended USING (bucket) ORDER BY bucket`

export function listThroughput(db: Queryable, series: Series) {
  return readSeries<Row>(db, text, series)
}

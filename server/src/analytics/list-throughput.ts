/** What ended in each interval: executions that somebody started, and nodes, those inside maps and sub-workflows too. */
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
  SELECT ${bucketOf('e.completed_at')} AS bucket, sum(e.completed_nodes)::int AS nodes,
         (count(*) FILTER (WHERE e.parent_execution_id IS NULL))::int AS executions
    FROM workflow_executions e
   WHERE e.workspace_id = $1 AND e.created_at < $3 AND e.completed_at >= $2 AND e.completed_at < $3
     AND ($4::uuid IS NULL OR e.workflow_id = $4) AND ($5::text IS NULL OR e.trigger = $5)
   GROUP BY 1)
SELECT bucket, coalesce(executions, 0) AS executions, coalesce(nodes, 0) AS nodes
  FROM buckets LEFT JOIN ended USING (bucket) ORDER BY bucket`

export function listThroughput(db: Queryable, series: Series) {
  return readSeries<Row>(db, text, series)
}

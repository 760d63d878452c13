/**
 * Nodes that wait although what they wait for is there: decided approvals, and signals. Of several nodes that wait
 * for the same name as many are named, longest waiting first, as there are signals that nobody took.
 */
import type { Queryable } from './queryable.ts'

export interface ResolvedWait {
  readonly executionId: string
  readonly nodeIndex: number
}

const text = `
WITH waiting AS MATERIALIZED (
  SELECT n.execution_id, n.node_index, n.waiting_for FROM node_states n
   WHERE n.status = 'waiting' AND n.waiting_for IN ('approval', 'signal')
     AND ($1::uuid[] IS NULL OR n.execution_id = ANY($1))
), placed AS (
  SELECT w.execution_id, w.node_index, s.name,
         row_number() OVER (PARTITION BY w.execution_id, s.name ORDER BY s.since, w.node_index) AS place
    FROM waiting w JOIN signal_waits s USING (execution_id, node_index)
   WHERE w.waiting_for = 'signal'
)
SELECT w.execution_id AS "executionId", w.node_index AS "nodeIndex"
  FROM waiting w JOIN approvals a USING (execution_id, node_index)
 WHERE w.waiting_for = 'approval' AND a.status <> 'open'
UNION ALL
SELECT p.execution_id, p.node_index FROM placed p
 WHERE p.place <= (SELECT count(*) FROM execution_signals s
                    WHERE s.execution_id = p.execution_id AND s.name = p.name AND s.taken_by IS NULL)
    OR EXISTS (SELECT 1 FROM execution_signals s WHERE s.execution_id = p.execution_id AND s.taken_by = p.node_index)`

/** Of the named executions, or of all with null. */
export async function listResolvedWaits(
  db: Queryable,
  executionIds: readonly string[] | null,
): Promise<ResolvedWait[]> {
  const values = [executionIds === null ? null : [...executionIds]]
  return (await db.query<ResolvedWait>({ name: 'list-resolved-waits', text, values })).rows
}

/**
 * The list that the node of an execution worked through before this execution retried it. The nearest former
 * execution that got as far counts. Null where all of it completed: who runs that again wants it to run again.
 */
import { executionInput } from './execution-input.ts'
import type { Queryable } from './queryable.ts'

export interface FormerList {
  readonly executionId: string
  readonly nodeIndex: number
  readonly workflowId: string
  readonly version: number
  readonly subgraph: string | null
  /** True where something of it is still to be done. */
  readonly isUnfinished: boolean
  /** Of the former execution. */
  readonly input: unknown
}

/** As many retries of retries are looked through. */
const maxHops = 20

const text = `
WITH RECURSIVE former AS (
  SELECT retry_of AS id, 1 AS hop FROM workflow_executions WHERE id = $1
  UNION ALL
  SELECT e.retry_of, hop + 1 FROM former JOIN workflow_executions e ON e.id = former.id WHERE hop < ${maxHops}
)
SELECT l.execution_id AS "executionId", l.node_index AS "nodeIndex", l.workflow_id AS "workflowId", l.version,
       l.subgraph, n.status <> 'completed' OR EXISTS (
         SELECT FROM execution_items f WHERE f.execution_id = l.execution_id AND f.node_index = l.node_index
            AND f.status IN ('failed', 'cancelled')) AS "isUnfinished",
       ${executionInput} AS input
  FROM former
  JOIN execution_lists l ON l.execution_id = former.id AND l.node_id = $2
  JOIN node_states n ON n.execution_id = l.execution_id AND n.node_index = l.node_index
  JOIN workflow_executions e ON e.id = l.execution_id
 ORDER BY former.hop LIMIT 1`

export async function findFormerList(
  db: Queryable,
  key: { readonly executionId: string; readonly nodeId: string },
): Promise<FormerList | null> {
  const values = [key.executionId, key.nodeId]
  const { rows } = await db.query<FormerList>({ name: 'find-former-list', text, values })
  const found = rows[0]
  return found?.isUnfinished === true ? found : null
}

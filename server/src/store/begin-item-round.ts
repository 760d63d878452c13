/**
 * Puts the failed items of a list back, each to run as another execution, and keeps what completed. Items that
 * cannot run at all stay failed. Done once for a round, whoever else asks for it.
 */
import { childIdOf } from './child-id.ts'
import type { Queryable } from './queryable.ts'

const childId = childIdOf({
  executionId: 'i.execution_id',
  nodeIndex: 'i.node_index',
  itemIndex: 'i.item_index',
  round: '$3',
})

// Items that never started get another id too: whoever is still about to start one for the former round is told so.
const text = `
WITH list AS (
  UPDATE execution_lists SET round = $3::int, round_started_at = now()
   WHERE execution_id = $1 AND node_index = $2 AND round < $3 RETURNING 1
)
UPDATE execution_items i
   SET child_id = ${childId}, status = NULL,
       former_id = CASE WHEN i.status IS NULL THEN i.former_id ELSE i.child_id END
  FROM list
 WHERE i.execution_id = $1 AND i.node_index = $2 AND i.error IS NULL
   AND (i.status IN ('failed', 'cancelled')
        OR i.status IS NULL AND NOT EXISTS (SELECT FROM workflow_executions c WHERE c.id = i.child_id))`

export async function beginItemRound(
  db: Queryable,
  key: { readonly executionId: string; readonly nodeIndex: number; readonly round: number },
): Promise<void> {
  await db.query({ name: 'begin-item-round', text, values: [key.executionId, key.nodeIndex, key.round] })
}

/** Marks items whose executions have ended. An item that has begun another round meanwhile is left alone. */
import type { Queryable } from './queryable.ts'

export interface EndedItem {
  readonly itemIndex: number
  readonly childId: string
  readonly status: 'completed' | 'failed' | 'cancelled'
  /** Why it could not run at all. */
  readonly error?: unknown
}

const text = `
UPDATE execution_items i SET status = v.status, error = v.error::jsonb
  FROM unnest($3::int[], $4::uuid[], $5::text[], $6::text[]) AS v(item_index, child_id, status, error)
 WHERE i.execution_id = $1 AND i.node_index = $2 AND i.item_index = v.item_index AND i.child_id = v.child_id
   AND i.status IS NULL`

export async function settleItems(
  db: Queryable,
  list: { readonly executionId: string; readonly nodeIndex: number },
  ended: readonly EndedItem[],
): Promise<void> {
  if (ended.length === 0) return
  const values = [
    list.executionId,
    list.nodeIndex,
    ended.map(({ itemIndex }) => itemIndex),
    ended.map(({ childId }) => childId),
    ended.map(({ status }) => status),
    ended.map(({ error }) => (error === undefined ? null : JSON.stringify(error))),
  ]
  await db.query({ name: 'settle-items', text, values })
}

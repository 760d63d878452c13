/** The items of a list themselves: those about to start, and how many are in which state. */
import type { ItemCounts } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'

interface ListKey {
  readonly executionId: string
  readonly nodeIndex: number
}

const valuesText = `
SELECT item_index AS "itemIndex", item FROM execution_items
 WHERE execution_id = $1 AND node_index = $2 AND item_index = ANY($3::int[])`

/** By item index. */
export async function readItemValues(
  db: Queryable,
  list: ListKey,
  itemIndexes: readonly number[],
): Promise<ReadonlyMap<number, unknown>> {
  const values = [list.executionId, list.nodeIndex, itemIndexes]
  const { rows } = await db.query<{ itemIndex: number; item: unknown }>({
    name: 'read-item-values',
    text: valuesText,
    values,
  })
  return new Map(rows.map(({ itemIndex, item }) => [itemIndex, item]))
}

// Those that run are found by the index over the children that are live, not among all items.
const countsText = `
SELECT count(*)::int AS total, count(*) FILTER (WHERE i.status = 'completed')::int AS completed,
       count(*) FILTER (WHERE i.status IN ('failed', 'cancelled'))::int AS failed,
       (SELECT count(*)::int FROM workflow_executions c
         WHERE c.parent_execution_id = $1 AND c.parent_node_id = $3 AND c.status IN ('pending', 'running', 'paused')) AS running
  FROM execution_items i WHERE i.execution_id = $1 AND i.node_index = $2`

export async function countItems(
  db: Queryable,
  list: ListKey & { readonly nodeId: string },
): Promise<ItemCounts> {
  const values = [list.executionId, list.nodeIndex, list.nodeId]
  const { rows } = await db.query<ItemCounts>({ name: 'count-items', text: countsText, values })
  return rows[0] ?? { total: 0, completed: 0, failed: 0, running: 0 }
}

export interface FailedItem {
  readonly itemIndex: number
  readonly childId: string
  readonly status: 'failed' | 'cancelled'
  /** Of the item itself, else of its execution; null for one that was cancelled. */
  readonly error: unknown
  /** True where the item could not run at all. */
  readonly isRefused: boolean
}

const failedText = `
SELECT i.item_index AS "itemIndex", i.child_id AS "childId", i.status, coalesce(i.error, c.error) AS error,
       i.error IS NOT NULL AS "isRefused"
  FROM execution_items i LEFT JOIN workflow_executions c ON c.id = i.child_id
 WHERE i.execution_id = $1 AND i.node_index = $2 AND i.status IN ('failed', 'cancelled')
 ORDER BY i.item_index LIMIT $3`

/** The first failed items in their order. */
export async function listFailedItems(
  db: Queryable,
  { executionId, nodeIndex, limit }: ListKey & { readonly limit: number },
): Promise<readonly FailedItem[]> {
  const values = [executionId, nodeIndex, limit]
  const { rows } = await db.query<FailedItem>({ name: 'list-failed-items', text: failedText, values })
  return rows
}

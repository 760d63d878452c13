/**
 * The items of maps and sub-workflows of an execution, each with the execution that runs it, a page at a time in the
 * order of nodes and items; and how many there are in each status.
 */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export interface ChildItemRow {
  readonly node_index: number
  readonly node_id: string
  readonly item_index: number
  /** The first characters of the item's JSON text. */
  readonly item_text: string
  readonly kept: boolean
  /** Null where it was not started. */
  readonly child_id: string | null
  readonly status: ExecutionStatus
  readonly started_at: Date | null
  readonly completed_at: Date | null
  readonly error: NodeError | null
}

export interface ListChildItems {
  readonly executionId: string
  readonly nodeId: string | null
  readonly statuses: readonly ExecutionStatus[] | null
  /** Node and item index of the last row of the page before. */
  readonly after: readonly [number, number] | null
  readonly limit: number
}

/** Enough to tell an item by. */
const shownCharacters = 400

// An item without an execution waits for its turn, unless it was refused by itself.
const status = `coalesce(i.status, c.status, 'pending')`
const lists = `FROM execution_lists l
  JOIN execution_items i ON i.execution_id = l.execution_id AND i.node_index = l.node_index
  LEFT JOIN workflow_executions c ON c.id = i.child_id
 WHERE l.execution_id = $1 AND ($2::text IS NULL OR l.node_id = $2)`

const text = `
SELECT i.node_index, l.node_id, i.item_index, left(i.item::text, ${shownCharacters}) AS item_text, i.kept, c.id AS child_id,
       ${status} AS status, c.started_at, c.completed_at, coalesce(i.error, c.error) AS error
  ${lists} AND ($3::text[] IS NULL OR ${status} = ANY($3))
   AND ($4::int IS NULL OR (i.node_index, i.item_index) > ($4, $5::int))
 ORDER BY i.node_index, i.item_index LIMIT $6`

export async function listChildItems(db: Queryable, input: ListChildItems): Promise<readonly ChildItemRow[]> {
  const { executionId, nodeId, statuses, after, limit } = input
  const values = [executionId, nodeId, statuses, after?.[0] ?? null, after?.[1] ?? null, limit]
  return (await db.query<ChildItemRow>({ name: 'list-child-items', text, values })).rows
}

const countsText = `SELECT ${status} AS status, count(*)::int AS count ${lists} GROUP BY 1`

export async function countChildItems(
  db: Queryable,
  key: { readonly executionId: string; readonly nodeId: string | null },
): Promise<ReadonlyMap<ExecutionStatus, number>> {
  const { rows } = await db.query<{ status: ExecutionStatus; count: number }>({
    name: 'count-child-items',
    text: countsText,
    values: [key.executionId, key.nodeId],
  })
  return new Map(rows.map((row) => [row.status, row.count]))
}

/**
 * Writes the list of a map down, once: what is there already stays. Where an execution is retried, items that its
 * former execution completed refer to what ran them then.
 */
import { childIdOf } from './child-id.ts'
import type { Queryable } from './queryable.ts'

export interface NewItemList {
  readonly executionId: string
  readonly nodeIndex: number
  readonly nodeId: string
  readonly concurrency: number
  /** Null where any number may fail. */
  readonly maxFailures: number | null
  readonly workflowId: string
  readonly version: number
  readonly subgraph: string | null
  readonly round: number
  /** JSON texts, in order. */
  readonly items: readonly string[]
  /** By item: why it cannot run at all, as JSON text, else null. */
  readonly errors: readonly (string | null)[]
  /** The list of the retried execution whose completed items count; null where there is none. */
  readonly former: { readonly executionId: string; readonly nodeIndex: number } | null
}

const childId = childIdOf({ executionId: '$1', nodeIndex: '$2', itemIndex: 'n.item_index', round: '$9' })

// Equal as text: both were written by the same JSON writer.
const text = `
WITH list AS (
  INSERT INTO execution_lists (execution_id, node_index, node_id, concurrency, max_failures, workflow_id, version,
    subgraph, round, total)
  VALUES ($1::uuid, $2::int, $3, $4, $5, $6, $7, $8, $9::int, cardinality($10::text[]))
  ON CONFLICT DO NOTHING
  RETURNING 1
)
INSERT INTO execution_items (execution_id, node_index, item_index, item, child_id, former_id, kept, status, error)
SELECT $1, $2, n.item_index, n.item::json, CASE WHEN done.id IS NULL THEN ${childId} ELSE f.child_id END,
       CASE WHEN done.id IS NULL AND f.child_id IS NOT NULL THEN f.child_id END, done.id IS NOT NULL,
       CASE WHEN n.error IS NOT NULL THEN 'failed' WHEN done.id IS NOT NULL THEN 'completed' END, n.error::jsonb
  FROM list, (SELECT (i.place - 1)::int AS item_index, i.item, i.error
                FROM unnest($10::text[], $11::text[]) WITH ORDINALITY AS i(item, error, place)) n
  LEFT JOIN execution_items f
    ON f.execution_id = $12::uuid AND f.node_index = $13::int AND f.item_index = n.item_index
   AND f.item::text = n.item AND n.error IS NULL
  LEFT JOIN workflow_executions done ON done.id = f.child_id AND done.status = 'completed'`

export async function insertItemList(db: Queryable, list: NewItemList): Promise<void> {
  const values = [
    list.executionId,
    list.nodeIndex,
    list.nodeId,
    list.concurrency,
    list.maxFailures,
    list.workflowId,
    list.version,
    list.subgraph,
    list.round,
    list.items,
    list.errors,
    list.former?.executionId ?? null,
    list.former?.nodeIndex ?? null,
  ]
  await db.query({ text, values })
}

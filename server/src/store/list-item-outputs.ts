/** What the executions of some items gave: the rows of the nodes that nothing follows, a page of items at a time. */
import type { KeptFrom, OutputValue } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'

export interface ItemEnd {
  readonly itemIndex: number
  readonly childId: string
  readonly status: 'completed' | 'failed' | 'cancelled' | null
}

const itemsText = `
SELECT item_index AS "itemIndex", child_id AS "childId", status FROM execution_items
 WHERE execution_id = $1 AND node_index = $2 AND item_index >= $3 ORDER BY item_index LIMIT $4`

/** Items from one on, in their order. */
export async function listItemEnds(
  db: Queryable,
  page: { executionId: string; nodeIndex: number; from: number; limit: number },
): Promise<readonly ItemEnd[]> {
  const values = [page.executionId, page.nodeIndex, page.from, page.limit]
  const { rows } = await db.query<ItemEnd>({ name: 'list-item-ends', text: itemsText, values })
  return rows
}

export interface NodeOutput {
  readonly executionId: string
  readonly nodeId: string
  readonly output: OutputValue
  readonly keptFrom: KeptFrom | null
}

interface Row {
  readonly execution_id: string
  readonly node_id: string
  readonly output: unknown
  readonly output_ref: OutputValue | null
  readonly kept_from: KeptFrom | null
}

const outputsText = `
SELECT s.execution_id, s.node_id, s.output, s.output_ref, s.kept_from
  FROM unnest($1::uuid[]) AS k(execution_id)
  JOIN node_states s ON s.execution_id = k.execution_id AND s.node_index = ANY($2::int[])
 WHERE s.status = 'completed'`

/** Of nodes that completed. */
export async function listItemOutputs(
  db: Queryable,
  wanted: { executionIds: readonly string[]; nodeIndexes: readonly number[] },
): Promise<readonly NodeOutput[]> {
  if (wanted.executionIds.length === 0) return []
  const values = [wanted.executionIds, wanted.nodeIndexes]
  const { rows } = await db.query<Row>({ name: 'list-item-outputs', text: outputsText, values })
  return rows.map((row) => ({
    executionId: row.execution_id,
    nodeId: row.node_id,
    output: row.output_ref ?? { kind: 'inline', value: row.output },
    keptFrom: row.kept_from,
  }))
}

/**
 * Outputs of settled nodes. A node that a retry kept has its output in the execution it was kept from, under
 * the same id; there it may have been kept as well, so the rows say where to look next.
 */
import type { KeptFrom, OutputValue } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'

export interface NodeResultKey {
  readonly executionId: string
  readonly nodeId: string
  /** The node's index in the execution's own plan; null where that plan is not known. */
  readonly nodeIndex: number | null
}

export interface StoredNodeResult {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
  readonly output: OutputValue
  readonly keptFrom: KeptFrom | null
}

interface Row {
  readonly execution_id: string
  readonly node_id: string
  readonly attempt: number
  readonly output: unknown
  readonly output_ref: OutputValue | null
  readonly kept_from: KeptFrom | null
}

const columns = 's.execution_id, s.node_id, s.attempt, s.output, s.output_ref, s.kept_from'

// The primary key is (execution_id, node_index): an index is one probe, an id reads the execution's rows.
const byIndex = `
SELECT ${columns}
  FROM unnest($1::uuid[], $2::int[]) AS k(execution_id, node_index)
  JOIN node_states s ON s.execution_id = k.execution_id AND s.node_index = k.node_index`

const byId = `
SELECT ${columns}
  FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
  JOIN node_states s ON s.execution_id = k.execution_id AND s.node_id = k.node_id`

export async function loadNodeResults(
  db: Queryable,
  keys: readonly NodeResultKey[],
): Promise<readonly StoredNodeResult[]> {
  const indexed = keys.filter((key) => key.nodeIndex !== null)
  const named = keys.filter((key) => key.nodeIndex === null)
  const results: StoredNodeResult[] = []
  const take = ({ rows }: { rows: readonly Row[] }) => {
    for (const row of rows) results.push(toResult(row))
  }
  if (indexed.length > 0) {
    const values = [indexed.map((key) => key.executionId), indexed.map((key) => key.nodeIndex)]
    take(await db.query<Row>({ name: 'load-node-results', text: byIndex, values }))
  }
  if (named.length > 0) {
    const values = [named.map((key) => key.executionId), named.map((key) => key.nodeId)]
    take(await db.query<Row>({ name: 'load-kept-results', text: byId, values }))
  }
  return results
}

function toResult(row: Row): StoredNodeResult {
  return {
    executionId: row.execution_id,
    nodeId: row.node_id,
    attempt: row.attempt,
    output: row.output_ref ?? { kind: 'inline', value: row.output },
    keptFrom: row.kept_from,
  }
}

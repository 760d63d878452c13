/** What nodes gave, and from that what the execution gave. */
import { outgoingEdges, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { findNodeRowById, listNodeOutputs, type NodeRow } from '../../store/find-node.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { ValueView } from './execution-shapes.ts'

/** A retry may keep what a retry kept: as many executions are asked, then it is given up. */
const MAX_HOPS = 20
/** More nodes without a successor than this is a list of results, not one result. */
const MAX_SINKS = 100

/** Null for a node that gave nothing, or nothing yet. A kept result is read where it was made. */
export async function readNodeOutput(
  db: Queryable,
  executionId: string,
  row: NodeRow,
): Promise<ValueView | null> {
  let owner = { executionId, row }
  for (let hops = 0; hops < MAX_HOPS && !hasOutput(owner.row) && owner.row.kept_from !== null; hops += 1) {
    const origin = owner.row.kept_from.executionId
    const kept = await findNodeRowById(db, { executionId: origin, nodeId: row.node_id })
    if (kept === null) return null
    owner = { executionId: origin, row: kept }
  }
  if (owner.row.output_ref !== null) return toStoredView(owner.executionId, row.node_id, owner.row.output_ref)
  return owner.row.has_output ? { kind: 'inline', value: owner.row.output } : null
}

/**
 * The output of the one node without a successor; by node id where there are several. A large value is told
 * by its size and where to read it.
 */
export async function readExecutionOutput(db: Queryable, executionId: string, plan: Plan): Promise<unknown> {
  const sinks = plan.nodes
    .map(({ index }) => index)
    .filter((index) => outgoingEdges(plan, index).length === 0)
  if (sinks.length === 0 || sinks.length > MAX_SINKS) return null
  const rows = await listNodeOutputs(db, { executionId, nodeIndexes: sinks })
  const entries = await Promise.all(
    rows
      .filter(({ status }) => status === 'completed')
      .toSorted((a, b) => a.node_index - b.node_index)
      .map(async (row) => [row.node_id, toPlain(await readNodeOutput(db, executionId, row))] as const),
  )
  return sinks.length === 1 ? (entries[0]?.[1] ?? null) : Object.fromEntries(entries)
}

function toPlain(view: ValueView | null): unknown {
  if (view === null) return null
  if (view.kind === 'inline') return view.value
  const { sizeBytes, sha256, href } = view
  return { stored: true, size_bytes: sizeBytes, sha256, href }
}

function hasOutput(row: NodeRow): boolean {
  return row.has_output || row.output_ref !== null
}

function toStoredView(
  executionId: string,
  nodeId: string,
  ref: { sizeBytes: number; sha256: string },
): ValueView {
  const href = `/api/executions/${executionId}/nodes/${encodeURIComponent(nodeId)}/output`
  return { kind: 'stored', sizeBytes: ref.sizeBytes, sha256: ref.sha256, href }
}

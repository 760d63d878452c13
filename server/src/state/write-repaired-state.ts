/** Writes a state over what stands in the tables, with the statement that commits transitions. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { type ExecutionState, pendingNode } from '@heddle/core/execution/state.ts'
import { commitTransitions } from '../store/commit-transitions.ts'
import type { Queryable } from '../store/queryable.ts'
import { resetExecutionRow } from '../store/repair-statements.ts'
import type { ExecutionIdentity, NodeRow, Transition } from '../store/transition.ts'

export interface RepairedState {
  readonly executionId: string
  readonly loaded: { readonly identity: ExecutionIdentity }
  /** Seq before the events that are appended. */
  readonly base: number
  readonly events: readonly ExecutionEvent[]
  /** The execution after them. */
  readonly state: ExecutionState
  /** Places of the rows to write. */
  readonly nodeIndexes: readonly number[]
}

const batch = 2_000

/** Rows of nodes that nothing is known of are left out. Outputs that stand in rows stay. */
export async function writeRepairedState(db: Queryable, repaired: RepairedState): Promise<void> {
  const { executionId, base, events, state } = repaired
  const { plan, priority, createdAt, deadlineAt } = state
  await resetExecutionRow(db, {
    ...{ executionId, priority, deadlineAt },
    seq: base,
    totalNodes: plan.nodes.length,
    createdAt: createdAt ?? new Date().toISOString(),
  })
  const nodes = toRows(state, repaired.nodeIndexes)
  for (let at = 0; at === 0 || at < Math.max(events.length, nodes.length); at += batch) {
    const some = events.slice(at, at + batch)
    const expectedSeq = base + Math.min(at, events.length)
    const header = { ...state, seq: expectedSeq + some.length }
    const transition: Transition = {
      ...{ executionId, expectedSeq, header, counts: state.counts, identity: repaired.loaded.identity },
      totalNodes: plan.nodes.length,
      events: some,
      nodes: nodes.slice(at, at + batch),
      assignments: [],
    }
    const moved = await commitTransitions(db, [transition])
    if (!moved.has(executionId)) throw new RangeError(`Execution ${executionId} is not at ${expectedSeq}`)
  }
}

function toRows(state: ExecutionState, indexes: readonly number[]): NodeRow[] {
  return indexes.flatMap((index) => {
    const id = state.plan.nodes[index]?.id
    const record = state.getNode(index)
    const isUntouched = record.status === pendingNode.status && record.attempt === 0
    if (id === undefined || isUntouched) return []
    return [{ nodeIndex: index, nodeId: id, record, output: null, outputRef: null }]
  })
}

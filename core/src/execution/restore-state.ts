/** A state from its stored rows: what folding all its events would give, at the cost of its touched nodes. */
import type { Plan } from '../plan/compile-plan.ts'
import { recordStatus } from './evolve.ts'
import {
  type ExecutionHeader,
  type ExecutionState,
  emptyState,
  type NodeRecord,
  pendingNode,
} from './state.ts'

/** A node's row: its record without the edge tally, which follows from its sources. */
export type StoredNode = Omit<NodeRecord, 'edgesMet' | 'edgesMissed' | 'edgesFailed'> & {
  readonly index: number
}

/** Rows may come in any order; nodes without a row are pending. */
export function restoreState(
  plan: Plan,
  header: ExecutionHeader,
  rows: Iterable<StoredNode>,
): ExecutionState {
  const state = emptyState(plan)
  const indexes: number[] = []
  for (const { index, ...record } of rows) {
    state.setNode(index, { ...pendingNode, ...record })
    indexes.push(index)
  }
  for (const index of indexes) recordStatus(state, index, 'pending')
  return Object.assign(state, header)
}

/** What follows when nodes settle: their targets start or are skipped, and an execution with nothing left ends. */
import { handlesFailure, outgoingEdges, planNode } from '../plan/compile-plan.ts'
import { type Deciding, emitForExecution, emitForNode, toTimestamp } from './decision.ts'
import type { NodeError } from './event.ts'
import { countSettled, type ExecutionState, type NodeRecord } from './state.ts'
import { isFinal, isSettled } from './status.ts'
import { judgeTrigger } from './trigger-rule.ts'

/** Looks at the targets of settled nodes, queues what may start, skips what never can, and ends what is over. */
export function settleTargets(deciding: Deciding, settled: readonly number[]): void {
  const open = [...settled]
  // A stack, not recursion: a chain of 100,000 skipped nodes must not end in a stack overflow.
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const edge of outgoingEdges(deciding.draft.plan, index)) {
      if (judgeNode(deciding, edge.target) === 'skipped') open.push(edge.target)
    }
  }
  finishWhenSettled(deciding)
}

/** Queues or skips a node that was not reached before; anything else is left alone. */
export function judgeNode(deciding: Deciding, nodeIndex: number): 'queued' | 'skipped' | 'untouched' {
  const { draft } = deciding
  const record = draft.getNode(nodeIndex)
  if (record.status !== 'pending') return 'untouched'
  const total = draft.plan.incoming[nodeIndex]?.length ?? 0
  const tally = { total, met: record.edgesMet, missed: record.edgesMissed, failed: record.edgesFailed }
  switch (judgeTrigger(planNode(draft.plan, nodeIndex).triggerRule, tally)) {
    case 'start':
      queueNode(deciding, nodeIndex)
      return 'queued'
    case 'skip':
      emitForNode(deciding, { nodeIndex, attempt: null }, { type: 'node_skipped', data: {} })
      return 'skipped'
    case 'wait':
      return 'untouched'
  }
}

/** Puts the node before the workers, with the moment until which it has to start where it names one. */
export function queueNode(deciding: Deciding, nodeIndex: number): void {
  const { startWithinMs } = planNode(deciding.draft.plan, nodeIndex)
  const startBefore =
    startWithinMs === null ? null : toTimestamp(Date.parse(deciding.timestamp) + startWithinMs)
  const data = startBefore === null ? {} : { startBefore }
  emitForNode(deciding, { nodeIndex, attempt: null }, { type: 'node_queued', data })
}

export function finishWhenSettled(deciding: Deciding): void {
  const { draft } = deciding
  if (isFinal(draft.status) || countSettled(draft) < draft.plan.nodes.length) return
  if (draft.unhandledFailures === 0) emitForExecution(deciding, 'execution_completed', {})
  else emitForExecution(deciding, 'execution_failed', findFirstFailure(draft))
}

/** Cancels every node that is not settled. O(nodes): only the end of an execution may cost that. */
export function cancelUnsettled(deciding: Deciding): void {
  for (const { index } of deciding.draft.plan.nodes) {
    const record = deciding.draft.getNode(index)
    if (isSettled(record.status)) continue
    const attempt = record.status === 'running' ? record.attempt : null
    emitForNode(deciding, { nodeIndex: index, attempt }, { type: 'node_cancelled', data: {} })
  }
}

/** The earliest failure that nothing takes care of: it names the execution's error. */
export function findFirstFailure(state: ExecutionState): { error: NodeError; nodeId: string | null } {
  let first: { record: NodeRecord; nodeId: string } | null = null
  for (const node of state.plan.nodes) {
    const record = state.getNode(node.index)
    if (record.status !== 'failed' || handlesFailure(state.plan, node.index)) continue
    if (first === null || (record.completedAt ?? '') < (first.record.completedAt ?? ''))
      first = { record, nodeId: node.id }
  }
  const unknown: NodeError = { code: 'THROWN', message: 'A node failed', retryable: false }
  return { error: first?.record.error ?? unknown, nodeId: first?.nodeId ?? null }
}

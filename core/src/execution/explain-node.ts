/**
 * Why a node does not run, as far as the state of its execution tells. A queued node that nothing here holds back
 * waits for what only a server knows: limits across executions, and workers.
 */
import { type PlanEdge, planNode } from '../plan/compile-plan.ts'
import { edgeOutcome } from './edge-outcome.ts'
import type { LeadingSource, Reason, SourceNode, SourceOutcome } from './reason.ts'
import type { ExecutionState, NodeRecord } from './state.ts'
import { isSettled } from './status.ts'
import type { EdgeOutcome, TriggerRule } from './trigger-rule.ts'

/** What is looked at: the node, its sources, and where `maxParallel` is set the running nodes. */
export type ExplainedState = Pick<ExecutionState, 'plan' | 'status' | 'deadlineAt' | 'getNode'>

/** More names than a person reads. */
export const mostNamed = 20

/**
 * Everything that holds the node back, what has to end first coming first, and last when it gives up; nothing for one
 * that runs or is settled.
 */
export function explainNode(state: ExplainedState, nodeIndex: number): readonly Reason[] {
  const record = state.getNode(nodeIndex)
  if (record.status === 'running' || isSettled(record.status)) return []
  // Nothing in it can move before its turn: what its nodes wait for then follows from their order alone.
  if (state.status === 'pending') return explainTurn(state)
  const own = explainStatus(state, nodeIndex, record)
  return state.status === 'paused' ? [{ code: 'paused', since: null, by: null }, ...own] : own
}

/** Why an execution that is to come does not start. Its deadline is that of the start until then. */
export function explainTurn({ deadlineAt }: Pick<ExecutionState, 'deadlineAt'>): readonly Reason[] {
  const turn = { code: 'turn', limit: null, position: null, waiting: 0, running: [], others: 0 } as const
  return deadlineAt === null ? [turn] : [turn, { code: 'start_by', what: 'run', until: deadlineAt }]
}

/** Why the node was skipped: which sources led to it. Null for a node that was not. */
export function explainSkip(state: ExplainedState, nodeIndex: number): Reason<'skipped'> | null {
  if (state.getNode(nodeIndex).status !== 'skipped') return null
  const { plan } = state
  const rule = planNode(plan, nodeIndex).triggerRule
  const leading = (plan.incoming[nodeIndex] ?? []).flatMap((edge): LeadingSource[] => {
    const record = state.getNode(edge.source)
    const outcome = edgeOutcome(edge, record)
    if (outcome === null || !leadToSkip[rule].includes(outcome)) return []
    const named = toSource(state, edge.source)
    return [{ ...named, outcome: toOutcome(edge, record), port: record.port }]
  })
  const sources = leading.slice(0, mostNamed)
  return { code: 'skipped', rule, sources, others: leading.length - sources.length }
}

/** The outcomes after which a node with the rule can start no more, or for want of another. */
const leadToSkip: Record<TriggerRule, readonly EdgeOutcome[]> = {
  all_success: ['missed', 'failed'],
  all_done: [],
  any_success: ['missed', 'failed'],
  any_failed: ['met', 'missed'],
  all_failed: ['met', 'missed'],
  none_failed: ['failed'],
}

function explainStatus(state: ExplainedState, nodeIndex: number, record: NodeRecord): readonly Reason[] {
  switch (record.status) {
    case 'pending':
      return explainSources(state, nodeIndex)
    case 'queued':
      return [...explainSlots(state), ...explainStartBy(state, record)]
    case 'retrying': {
      const { attempt, dueAt, error } = record
      return [{ code: 'retry', nextAttempt: attempt + 1, until: dueAt, failure: error?.message ?? null }]
    }
    default:
      return [explainWait(state, nodeIndex, record)]
  }
}

function explainSources(state: ExplainedState, nodeIndex: number): readonly Reason[] {
  const { plan } = state
  const indexes = new Set((plan.incoming[nodeIndex] ?? []).map(({ source }) => source))
  const open = [...indexes].filter((index) => !isSettled(state.getNode(index).status))
  if (open.length === 0) return []
  const sources = open.slice(0, mostNamed).map((index) => toSource(state, index))
  const rule = planNode(plan, nodeIndex).triggerRule
  return [{ code: 'sources', rule, sources, others: open.length - sources.length }]
}

/** Cost O(nodes), only where the execution limits how many run at once. */
function explainSlots(state: ExplainedState): readonly Reason[] {
  const { maxParallel } = state.plan.settings
  if (maxParallel === null) return []
  const running = state.plan.nodes.filter(({ index }) => state.getNode(index).status === 'running')
  if (running.length < maxParallel) return []
  const holders = running.slice(0, mostNamed).map(({ index, id, name }) => {
    return { nodeId: id, name, since: state.getNode(index).startedAt }
  })
  return [{ code: 'execution_slot', limit: maxParallel, holders, others: running.length - holders.length }]
}

/** A pause is not the workers' fault: nothing gives up while it lasts. */
function explainStartBy({ status }: ExplainedState, { dueAt }: NodeRecord): readonly Reason[] {
  return dueAt === null || status === 'paused' ? [] : [{ code: 'start_by', what: 'node', until: dueAt }]
}

function explainWait({ plan }: ExplainedState, nodeIndex: number, record: NodeRecord): Reason {
  const { waitingFor, dueAt: until, items } = record
  switch (waitingFor) {
    case 'approval':
      return { code: 'person', title: null, approvalId: null, until, onDeadline: null }
    case 'signal': {
      const { name } = planNode(plan, nodeIndex).params
      const isPlain = typeof name === 'string' && !name.includes('{{')
      return { code: 'signal', name: isPlain ? name : null, until }
    }
    case 'children':
      return { code: 'children', items, until }
    default:
      return { code: 'time', until }
  }
}

function toSource({ plan, getNode }: ExplainedState, index: number): SourceNode {
  const { id, name } = planNode(plan, index)
  return { nodeId: id, name, status: getNode(index).status }
}

function toOutcome(edge: PlanEdge, record: NodeRecord): SourceOutcome {
  const { status, port } = record
  if (status === 'cancelled' || status === 'skipped') return status
  if (edge.port !== port) return status === 'failed' ? 'failed' : 'other_port'
  if (edgeOutcome(edge, record) === 'missed') return 'condition'
  return status === 'failed' ? 'failed' : 'completed'
}

/**
 * The events with which a broken history begins again, pure: created anew under the next number, results that
 * were found whole kept, everything else decided by the triggers. The core's own rules draw them up, so that
 * what comes out is as legal as any other history.
 */
import {
  beginDecision,
  type Deciding,
  emitForExecution,
  emitForNode,
  toTimestamp,
} from '@heddle/core/execution/decision.ts'
import type { EventData, ExecutionEvent, NodeError } from '@heddle/core/execution/event.ts'
import { fold } from '@heddle/core/execution/evolve.ts'
import {
  cancelUnsettled,
  finishWhenSettled,
  judgeNode,
  settleTargets,
} from '@heddle/core/execution/settle.ts'
import { type ExecutionState, emptyState } from '@heddle/core/execution/state.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { type Plan, planNode } from '@heddle/core/plan/compile-plan.ts'
import type { FoundOutput, OutputSource } from '../store/restore-outputs.ts'
import type { ExecutionIdentity } from '../store/transition.ts'
import type { Evidence, KeptResult } from './recovery-evidence.ts'

export interface RestartRequest {
  readonly plan: Plan
  readonly executionId: string
  readonly identity: ExecutionIdentity
  readonly evidence: Evidence
  readonly quarantineId: string
  readonly from: 'checkpoint' | 'start'
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface RestartPlan {
  readonly events: readonly ExecutionEvent[]
  /** The execution after them. */
  readonly state: ExecutionState
  /** Where the outputs of the kept results are to be taken from, and to which events. */
  readonly outputs: Readonly<Record<OutputSource, readonly FoundOutput[]>>
}

/** Who speaks for attempts that nobody else speaks for. */
export const doctorId = 'heddle-doctor'

const lostHistory: NodeError = {
  code: 'LOST',
  message: 'Part of the history of this execution was lost. What was found of it is in quarantine.',
  retryable: false,
}

export function planRestart(request: RestartRequest): RestartPlan {
  const { plan, evidence } = request
  const start = Object.assign(emptyState(plan), { seq: evidence.lastSeq })
  const deciding = beginDecision(start, request.now)
  const isHeld = plan.settings.admission !== null && !evidence.wasStarted && evidence.ending === null
  emitForExecution(deciding, 'execution_created', toCreated(request, isHeld))
  if (!isHeld) emitForExecution(asOf(deciding, evidence.startedAt), 'execution_started', {})
  const outputs: Record<OutputSource, FoundOutput[]> = { event: [], row: [], checkpoint: [] }
  for (const result of evidence.kept.values()) {
    emitKept(asOf(deciding, result.at), request.executionId, result)
    if (result.output === null) continue
    outputs[result.output.source].push({ seq: deciding.draft.seq, at: result.output.at })
  }
  if (!isHeld) {
    const closing = asOf(deciding, evidence.ending?.at ?? null)
    openNodes(closing, evidence)
    finish(closing, evidence)
  }
  const state = fold(Object.assign(emptyState(plan), { seq: evidence.lastSeq }), deciding.events)
  return { events: deciding.events, state, outputs }
}

/** The same decision at another time: what happened long ago keeps its time. */
function asOf(deciding: Deciding, at: string | null): Deciding {
  return at === null ? deciding : { ...deciding, timestamp: at }
}

function toCreated(request: RestartRequest, isHeld: boolean): EventData['execution_created'] {
  const { plan, identity, evidence, quarantineId, from, now } = request
  const { workflowId, version, trigger, startedBy, retryOf, parent, ignoreCache } = identity
  const withinMs = isHeld ? plan.settings.startWithinMs : plan.settings.timeoutMs
  const attempts = Object.fromEntries(
    [...evidence.attempts].flatMap(([index, attempt]) => {
      // The attempt that failed is told of again and takes its own number.
      const isToldAgain = evidence.failed.has(index) && !evidence.kept.has(index)
      const last = isToldAgain ? attempt - 1 : attempt
      return last > 0 ? [[planNode(plan, index).id, last]] : []
    }),
  )
  return {
    workflowId,
    version,
    trigger: trigger as EventData['execution_created']['trigger'],
    startedBy,
    retryOf,
    priority: evidence.priority,
    deadlineAt: withinMs === null ? null : toTimestamp(now + withinMs),
    ...(parent && { parent }),
    ...(ignoreCache && { ignoreCache }),
    restart: { from, quarantineId, createdAt: evidence.createdAt, attempts },
  }
}

function emitKept(deciding: Deciding, executionId: string, result: KeptResult): void {
  const { index, attempt, departure, quality, cachedFrom, fallbackFor } = result
  const keptFrom = result.keptFrom ?? { executionId, attempt }
  const data = {
    ...departure,
    keptFrom,
    ...(quality !== null && { quality }),
    ...(cachedFrom !== null && { cachedFrom }),
    ...(fallbackFor !== null && { fallbackFor }),
  }
  const about = { nodeIndex: index, attempt: keptFrom.attempt }
  emitForNode(deciding, about, { type: 'node_completed', data })
}

/** Lets the triggers decide about every node, and failures that were found whole happen again on paper. */
function openNodes(deciding: Deciding, evidence: Evidence): void {
  const { plan } = deciding.draft
  for (const { index } of plan.nodes) {
    if (judgeNode(deciding, index) === 'skipped') settleTargets(deciding, [index])
  }
  for (let at = 0; at < deciding.events.length; at += 1) {
    const event = deciding.events[at]
    const index = event?.type === 'node_queued' ? plan.indexOf.get(event.nodeId ?? '') : undefined
    if (index !== undefined && !isFinal(deciding.draft.status)) failAgain(deciding, evidence, index)
  }
  finishWhenSettled(deciding)
}

function failAgain(deciding: Deciding, { failed, kept }: Evidence, nodeIndex: number): void {
  const result = failed.get(nodeIndex)
  if (result === undefined || kept.has(nodeIndex)) return
  const { attempt, error, departure } = result
  const about = { nodeIndex, attempt: attempt > 0 ? attempt : null }
  if (attempt > 0) emitForNode(deciding, about, { type: 'node_started', data: { workerId: doctorId } })
  emitForNode(deciding, about, { type: 'node_failed', data: { ...departure, error } })
  settleTargets(deciding, [nodeIndex])
}

/** What was over stays over: no node of it runs again. */
function finish(deciding: Deciding, { ending, wasPaused }: Evidence): void {
  if (isFinal(deciding.draft.status)) return
  if (ending === null) {
    if (wasPaused) emitForExecution(deciding, 'execution_paused', { by: null })
    return
  }
  cancelUnsettled(deciding)
  if (ending.type === 'execution_cancelled') {
    emitForExecution(deciding, 'execution_cancelled', { by: null, reason: null })
  } else {
    const error = ending.error ?? lostHistory
    emitForExecution(deciding, 'execution_failed', { error, nodeId: null })
  }
}

/**
 * Whether a history can have happened: numbers without gaps, each event one that `decide` may draw up where the
 * execution then stood. Folds as it goes, in O(1) events of memory, so that any length can be read in pages.
 */
import { type Plan, planNode } from '../plan/compile-plan.ts'
import type { EventType, ExecutionEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { createFindings, type Findings, type StateFinding } from './finding.ts'
import { readEvent, type StoredEvent } from './read-event.ts'
import { countSettled, type ExecutionState, emptyState, type NodeRecord } from './state.ts'
import { type ExecutionStatus, isFinal, type NodeStatus } from './status.ts'
import { judgeTrigger } from './trigger-rule.ts'

export interface EventAudit {
  /** The next stored event, by ascending seq. */
  push(event: StoredEvent): void
  /** Folded up to the last event before which everything was right. */
  readonly state: ExecutionState
  /** False from the first event on that cannot have happened. */
  readonly isSound: boolean
  /** Seq of the last event that was pushed; 0 before the first. */
  readonly lastSeq: number
  /** Seq of the first event that is missing, unreadable or impossible; null while all is well. */
  readonly firstBadSeq: number | null
  readonly findings: readonly StateFinding[]
}

type NodeLevel = Exclude<EventType, `execution_${string}`>
type ExecutionLevel = Exclude<EventType, NodeLevel>

const legalNode: Record<NodeLevel, readonly NodeStatus[]> = {
  node_queued: ['pending', 'retrying', 'waiting'],
  node_started: ['queued'],
  node_progress: ['running', 'waiting'],
  node_waiting: ['running'],
  node_retrying: ['running'],
  node_completed: ['running', 'waiting', 'pending', 'queued'],
  node_failed: ['running', 'waiting', 'queued'],
  node_skipped: ['pending'],
  node_cancelled: ['pending', 'queued', 'running', 'waiting', 'retrying'],
  attempt_lost: ['running'],
  attempt_ignored: [
    'pending',
    'queued',
    'running',
    'waiting',
    'retrying',
    'completed',
    'failed',
    'skipped',
    'cancelled',
  ],
}

const legalExecution: Record<ExecutionLevel, readonly ExecutionStatus[]> = {
  execution_created: ['pending'],
  execution_started: ['pending'],
  execution_paused: ['running'],
  execution_resumed: ['paused'],
  execution_completed: ['running', 'paused'],
  execution_failed: ['pending', 'running', 'paused'],
  execution_cancelled: ['pending', 'running', 'paused'],
}

/** Checks a whole history that is at hand. */
export function validateEvents(plan: Plan, events: Iterable<StoredEvent>): readonly StateFinding[] {
  const audit = createEventAudit(plan)
  for (const event of events) audit.push(event)
  return audit.findings
}

/**
 * What stands before a restart counts no more: it has to be readable and without gaps, so that whoever folds
 * from the start comes through, and need not have been possible.
 */
export function createEventAudit(plan: Plan): EventAudit {
  /** Of any event, and of those since the last restart. */
  const lasting = createFindings()
  let recent = createFindings()
  let state = emptyState(plan)
  let lastSeq = 0
  let lastingBad: number | null = null
  let recentBad: number | null = null
  const follow = (event: ExecutionEvent) => {
    if (isRestart(event)) {
      recent = createFindings()
      recentBad = null
      state = Object.assign(emptyState(plan), { seq: event.seq - 1 })
    }
    if (recent.count > 0) return
    const problem = findProblem(state, event)
    if (problem === null) evolve(state, event)
    else {
      recentBad ??= event.seq
      recent.add(toIllegal(event, problem))
    }
  }
  return {
    push(stored) {
      const expected = lastSeq + 1
      lastSeq = stored.seq
      const event = readEvent(plan, stored)
      if (stored.seq === expected && event !== null) return follow(event)
      if (stored.seq !== expected) lasting.add(toMissing(expected, stored.seq))
      if (event === null) lasting.add(toUnreadable(stored))
      lastingBad ??= Math.min(expected, stored.seq)
      recent.add(toIllegal(stored, 'what came before it is lost'))
    },
    get state() {
      return state
    },
    get firstBadSeq() {
      return lastingBad === null || recentBad === null
        ? (lastingBad ?? recentBad)
        : Math.min(lastingBad, recentBad)
    },
    get isSound() {
      return lasting.count + recent.count === 0
    },
    get lastSeq() {
      return lastSeq
    },
    get findings() {
      return listFindings(lasting, recent)
    },
  }
}

/** Once something is lost, all that follows is in doubt: only the loss is told. */
function listFindings(lasting: Findings, recent: Findings): readonly StateFinding[] {
  return lasting.count > 0 ? lasting.list : recent.list
}

function isRestart(event: ExecutionEvent): boolean {
  return event.type === 'execution_created' && event.data.restart !== undefined && event.seq > 1
}

/** Why the event cannot have come here; null where it can. */
function findProblem(state: ExecutionState, event: ExecutionEvent): string | null {
  const isFirst = event.type === 'execution_created'
  if (isFirst !== (state.createdAt === null))
    return isFirst ? 'it was created before' : 'it was never created'
  return event.nodeId === null ? findExecutionProblem(state, event) : findNodeProblem(state, event)
}

function findExecutionProblem(state: ExecutionState, event: ExecutionEvent): string | null {
  if (!legalExecution[event.type as ExecutionLevel].includes(state.status))
    return `the execution was ${state.status}`
  const open = state.plan.nodes.length - countSettled(state)
  const ends =
    event.type === 'execution_completed' ||
    event.type === 'execution_failed' ||
    event.type === 'execution_cancelled'
  if (ends && open > 0) return `${open} nodes were not settled`
  if (event.type === 'execution_completed' && state.unhandledFailures > 0) return 'a node had failed for good'
  return null
}

function findNodeProblem(state: ExecutionState, event: ExecutionEvent): string | null {
  const type = event.type as NodeLevel
  const index = state.plan.indexOf.get(event.nodeId ?? '') ?? -1
  const record = state.getNode(index)
  if (!legalNode[type].includes(record.status)) return `the node was ${record.status}`
  if (type === 'attempt_ignored') return null
  if (isFinal(state.status)) return `the execution was ${state.status}`
  return findAttemptProblem(event, record) ?? findTriggerProblem(state, event, index)
}

function findAttemptProblem(event: ExecutionEvent, record: NodeRecord): string | null {
  const { attempt } = event
  switch (event.type) {
    case 'node_started':
      return attempt === record.attempt + 1 ? null : `the attempt before it was ${record.attempt}`
    case 'node_completed':
      if (record.status === 'pending') return event.data.keptFrom === undefined ? 'it never ran' : null
      if (record.status === 'queued') return event.data.fallbackFor === undefined ? 'it did not run' : null
      break
    case 'attempt_lost':
      if (event.data.workerId !== record.workerId) return `worker ${record.workerId} held the node`
      break
  }
  return attempt === null || attempt === record.attempt ? null : `attempt ${record.attempt} was the last one`
}

function findTriggerProblem(state: ExecutionState, event: ExecutionEvent, index: number): string | null {
  const record = state.getNode(index)
  if (record.status !== 'pending' || isSettledOtherwise(event.type)) return null
  if (state.status === 'pending') return 'the execution had not started'
  const tally = {
    total: state.plan.incoming[index]?.length ?? 0,
    met: record.edgesMet,
    missed: record.edgesMissed,
    failed: record.edgesFailed,
  }
  const verdict = judgeTrigger(planNode(state.plan, index).triggerRule, tally)
  const expected = event.type === 'node_skipped' ? 'skip' : 'start'
  return verdict === expected ? null : `its trigger said ${verdict}`
}

/** Kept results and cancels ask no trigger. */
function isSettledOtherwise(type: EventType): boolean {
  return type === 'node_completed' || type === 'node_cancelled'
}

function toIllegal(event: StoredEvent, problem: string): Omit<StateFinding, 'severity'> {
  const { seq, type, nodeId, attempt, data } = event
  return {
    code: 'EVENT_ILLEGAL',
    nodeId,
    message: `Event ${seq}, ${type}, cannot have happened there: ${problem}`,
    evidence: { seq, type, attempt, data: withoutPayload(data) },
  }
}

function toMissing(expected: number, seq: number): Omit<StateFinding, 'severity'> {
  const message =
    seq > expected ? missingWords(expected, seq - 1) : `Event ${seq} follows event ${expected - 1}`
  return { code: 'EVENT_MISSING', nodeId: null, message, evidence: { expected, found: seq } }
}

/** What is said of events that are not there. */
export function missingWords(first: number, last: number): string {
  return first === last ? `Event ${first} is missing` : `Events ${first} to ${last} are missing`
}

function toUnreadable(stored: StoredEvent): Omit<StateFinding, 'severity'> {
  const { seq, type, nodeId, attempt, data } = stored
  return {
    code: 'EVENT_UNREADABLE',
    nodeId,
    message: `Nobody can tell what event ${seq} was`,
    evidence: { seq, type, nodeId, attempt, data: withoutPayload(data) },
  }
}

function withoutPayload(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  const { output: _output, input: _input, ...rest } = data as Record<string, unknown>
  return rest
}

/**
 * Whether a stored event can be read at all: a known type, a node that exists, and what `evolve` takes from its
 * data. Data may carry more than is known here.
 */
import type { Plan } from '../plan/compile-plan.ts'
import type { EventType, ExecutionEvent } from './event.ts'

/** An event as it stands in storage, where anything may stand. */
export interface StoredEvent {
  readonly seq: number
  readonly type: string
  readonly nodeId: string | null
  readonly attempt: number | null
  readonly timestamp: string
  readonly data: unknown
}

type Data = Readonly<Record<string, unknown>>
type Check = (data: Data) => boolean

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTime = (value: unknown) => isText(value) && !Number.isNaN(Date.parse(value))
const isTimeOrNull = (value: unknown) => value === null || isTime(value)
const isError = (value: unknown) =>
  isObject(value) && isText(value.code) && isText(value.message) && typeof value.retryable === 'boolean'
const isAttempt = (value: unknown) =>
  isObject(value) && isText(value.executionId) && Number.isInteger(value.attempt)
const isAbsentOr = (check: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || value === null || check(value)
const hasDeparture: Check = (data) => isText(data.port) && isAbsentOr(isObject)(data.conditions)
const anything: Check = () => true

const checks: Record<EventType, Check> = {
  execution_created: (data) =>
    Number.isInteger(data.priority) && isTimeOrNull(data.deadlineAt) && isAbsentOr(isRestart)(data.restart),
  execution_started: anything,
  execution_paused: anything,
  execution_resumed: anything,
  execution_completed: anything,
  execution_failed: (data) => isError(data.error) && isAbsentOr(isText)(data.nodeId),
  execution_cancelled: anything,
  node_queued: (data) => isAbsentOr(isTime)(data.startBefore),
  node_started: (data) => isText(data.workerId),
  node_progress: (data) => typeof data.fraction === 'number' && isAbsentOr(isObject)(data.items),
  node_waiting: (data) => hasDeparture(data) && isTimeOrNull(data.until),
  node_retrying: (data) => isError(data.error) && isTime(data.dueAt),
  node_completed: (data) =>
    hasDeparture(data) && isAbsentOr(isAttempt)(data.keptFrom) && isAbsentOr(isError)(data.fallbackFor),
  node_failed: (data) => hasDeparture(data) && isError(data.error),
  node_skipped: anything,
  node_cancelled: anything,
  attempt_lost: (data) => isText(data.workerId) && isText(data.reason),
  attempt_ignored: (data) => isText(data.workerId),
}

function isRestart(value: unknown): boolean {
  return isObject(value) && isText(value.quarantineId) && isTime(value.createdAt) && isObject(value.attempts)
}

/** The event, or null where nobody can tell what it was. `evolve` takes every event that this lets through. */
export function readEvent(plan: Plan, stored: StoredEvent): ExecutionEvent | null {
  if (!Object.hasOwn(checks, stored.type) || !isObject(stored.data)) return null
  const type = stored.type as EventType
  const isAboutNode = !type.startsWith('execution_')
  if (isAboutNode !== (stored.nodeId !== null)) return null
  if (stored.nodeId !== null && !plan.indexOf.has(stored.nodeId)) return null
  if (stored.attempt !== null && (!Number.isInteger(stored.attempt) || stored.attempt < 0)) return null
  if (type === 'node_started' && stored.attempt === null) return null
  return isTime(stored.timestamp) && checks[type](stored.data) ? (stored as ExecutionEvent) : null
}

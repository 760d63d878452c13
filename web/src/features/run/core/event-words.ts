/** An event as a line for people: what happened, and the one detail that matters. */
import type { EventType, ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionStatus, NodeStatus } from '@heddle/core/execution/status.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { toShortError } from './error-words.ts'
import { toShortId } from './short-id.ts'
import { toPercent } from './to-percent.ts'

/** The status that an event of this type leads to, for its icon; null for events that change none. */
export const eventStatus: Record<EventType, ExecutionStatus | NodeStatus | null> = {
  execution_created: 'pending',
  execution_started: 'running',
  execution_paused: 'paused',
  execution_resumed: 'running',
  execution_completed: 'completed',
  execution_failed: 'failed',
  execution_cancelled: 'cancelled',
  node_queued: 'queued',
  node_started: 'running',
  node_progress: null,
  node_waiting: 'waiting',
  node_retrying: 'retrying',
  node_completed: 'completed',
  node_failed: 'failed',
  node_skipped: 'skipped',
  node_cancelled: 'cancelled',
  attempt_lost: 'retrying',
  attempt_ignored: null,
}

/** What the event tells beyond its type; empty where the type says all. */
export function toEventDetail(event: ExecutionEvent): string {
  switch (event.type) {
    case 'execution_created':
      return `version ${event.data.version}, ${event.data.trigger}`
    case 'execution_paused':
    case 'execution_resumed':
      return event.data.by === null ? '' : `by ${event.data.by}`
    case 'execution_failed':
      return `${event.data.error.code}: ${event.data.error.message}`
    case 'execution_cancelled':
      return [event.data.by === null ? '' : `by ${event.data.by}`, event.data.reason ?? '']
        .filter((part) => part !== '')
        .join(', ')
    case 'node_started':
      return `on ${event.data.workerId}`
    case 'node_progress':
      return [`${toPercent(event.data.fraction)} %`, event.data.message ?? '']
        .filter((part) => part !== '')
        .join(', ')
    case 'node_waiting':
      return `until ${event.data.until}`
    case 'node_retrying':
      return `${toShortError(event.data.error)}, next try in ${formatDuration(event.data.delayMs)}`
    case 'node_completed':
      return event.data.keptFrom
        ? `result of ${toShortId(event.data.keptFrom.executionId)}`
        : toPort(event.data)
    case 'node_failed':
      return `${event.data.error.code}: ${event.data.error.message}`
    case 'attempt_lost':
      return `${event.data.workerId}, ${event.data.reason === 'handed_back' ? 'handed back' : 'worker lost'}`
    case 'attempt_ignored':
      return `${event.data.workerId}, late ${event.data.outcome}`
    default:
      return ''
  }
}

function toPort({ port }: { readonly port: string }): string {
  return port === 'success' ? '' : `left by ${port}`
}

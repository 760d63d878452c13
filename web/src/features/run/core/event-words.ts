/** An event as a line for people: what happened, and the one detail that matters. */
import type { EventData, EventType, ExecutionEvent, WaitReason } from '@heddle/core/execution/event.ts'
import type { ExecutionStatus, NodeStatus } from '@heddle/core/execution/status.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { toShortId } from '../../../ui/short-id.ts'
import { toShortError } from './error-words.ts'
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
      return event.data.restart === undefined
        ? `version ${event.data.version}, ${event.data.trigger}`
        : `again after a repair, from ${event.data.restart.from === 'start' ? 'the start' : 'the last checkpoint'}`
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
      return [toProgressWords(event.data), event.data.message ?? ''].filter((part) => part !== '').join(', ')
    case 'node_waiting':
      return toWaitWords(event.data)
    case 'node_retrying':
      return `${toShortError(event.data.error)}, next try in ${formatDuration(event.data.delayMs)}`
    case 'node_completed':
      return toResultWords(event.data)
    case 'node_failed':
      return `${event.data.error.code}: ${event.data.error.message}`
    case 'attempt_lost':
      return `${event.data.workerId}, ${event.data.reason === 'handed_back' ? 'handed back' : 'worker lost'}`
    case 'attempt_ignored':
      if (event.data.repair !== undefined) return 'stored state repaired'
      return `${event.data.workerId}, late ${event.data.outcome}`
    default:
      return ''
  }
}

const waitWords: Record<WaitReason, string> = {
  time: '',
  approval: 'for a person',
  signal: 'for a signal',
  children: 'for its own runs',
}

function toWaitWords({ reason, until }: EventData['node_waiting']): string {
  return [waitWords[reason ?? 'time'], until === null ? '' : `until ${until}`]
    .filter((part) => part !== '')
    .join(', ')
}

function toProgressWords({ fraction, items }: EventData['node_progress']): string {
  if (items === undefined) return `${toPercent(fraction)} %`
  const failed = items.failed === 0 ? '' : `, ${items.failed} failed`
  return `${items.completed + items.failed} of ${items.total} items${failed}`
}

function toResultWords(data: EventData['node_completed']): string {
  if (data.keptFrom) return `result of ${toShortId(data.keptFrom.executionId)}`
  if (data.cachedFrom) return `cached result of ${toShortId(data.cachedFrom.executionId)}`
  if (data.fallbackFor) return `with its fallback, after ${toShortError(data.fallbackFor)}`
  return toPort(data)
}

function toPort({ port }: { readonly port: string }): string {
  return port === 'success' ? '' : `left by ${port}`
}

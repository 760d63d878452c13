/** True for the event after which nothing changes an execution any more. */
import type { EventType, ExecutionEvent } from '@heddle/core/execution/event.ts'

const finalTypes: ReadonlySet<EventType> = new Set<EventType>([
  'execution_completed',
  'execution_failed',
  'execution_cancelled',
])

export function isFinalEvent(event: Pick<ExecutionEvent, 'type'>): boolean {
  return finalTypes.has(event.type)
}

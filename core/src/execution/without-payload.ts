import type { ExecutionEvent } from './event.ts'

/** The event as live views and lists see it: what goes in and comes out may be large, and is read by itself. */
export function withoutPayload(event: ExecutionEvent): ExecutionEvent {
  if (!('output' in event.data) && !('input' in event.data)) return event
  const { output: _output, input: _input, ...data } = event.data as Record<string, unknown>
  return { ...event, data } as ExecutionEvent
}

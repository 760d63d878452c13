/** Waits until an execution is final or the time is up, whichever comes first. */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Bus } from '../../bus/bus.ts'
import { findExecutionProgress } from '../../store/find-execution-progress.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { ExecutionMessage } from '../bus-messages.ts'
import { createBell } from './bell.ts'
import { isFinalEvent } from './is-final-event.ts'

/** A notice may get lost: then this much later is when it is noticed. */
const ASK_AGAIN_MS = 2_000

export interface WaitUntilFinal {
  readonly executionId: string
  readonly waitMs: number
  readonly signal: AbortSignal | undefined
}

export async function waitUntilFinal(
  parts: { readonly db: Queryable; readonly bus: Bus },
  { executionId, waitMs, signal }: WaitUntilFinal,
): Promise<void> {
  const deadline = Date.now() + waitMs
  const bell = createBell()
  const unsubscribe = await parts.bus.subscribe(`execution:${executionId}`, (message) => {
    if (tellsOfTheEnd(message)) bell.ring()
  })
  signal?.addEventListener('abort', bell.ring)
  try {
    // The bell is heard before the first question, so that an end in between is not missed.
    while (signal?.aborted !== true) {
      const progress = await findExecutionProgress(parts.db, executionId)
      const left = deadline - Date.now()
      if (progress === null || isFinal(progress.status) || left <= 0) return
      await bell.wait(Math.min(left, ASK_AGAIN_MS))
    }
  } finally {
    signal?.removeEventListener('abort', bell.ring)
    await unsubscribe()
  }
}

function tellsOfTheEnd(message: unknown): boolean {
  const { events } = message as Partial<ExecutionMessage>
  return events?.some(isFinalEvent) ?? false
}

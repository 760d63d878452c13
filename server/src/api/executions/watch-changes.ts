/** Which executions of the workspace moved, so that lists read those again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkspaceMessage } from '../bus-messages.ts'
import { procedure } from '../trpc.ts'
import { createBell } from './bell.ts'
import { pollWhileDegraded } from './poll-while-degraded.ts'

/** Twice a second is as often as a person follows a list. */
const EVERY_MS = 500
/** A whole list costs more than what moved in it. */
const DEGRADED_EVERY_MS = 2_000
const MAX_IDS = 1_000

export interface ExecutionChanges {
  kind: 'changed'
  /** Empty when more moved than is worth naming: read the whole list again. */
  executionIds: readonly string[]
}

export const watchChanges = procedure.subscription(async function* ({
  ctx,
  signal,
}): AsyncGenerator<ExecutionChanges> {
  const changed = new Set<string>()
  const bell = createBell()
  const unsubscribe = await ctx.bus.subscribe(`workspace:${ctx.caller.workspaceId}`, (message) => {
    const { executionId } = message as Partial<WorkspaceMessage>
    if (executionId === undefined) return
    if (changed.size <= MAX_IDS) changed.add(executionId)
    bell.ring()
  })
  // Nobody says what moved: the whole list is read again.
  let mayHaveMissed = false
  const stopPolling = pollWhileDegraded(ctx.bus, () => {
    mayHaveMissed = true
    bell.ring()
  })
  signal?.addEventListener('abort', bell.ring)
  try {
    while (signal?.aborted !== true) {
      if (mayHaveMissed || changed.size > 0) {
        const executionIds = mayHaveMissed || changed.size > MAX_IDS ? [] : [...changed]
        const everyMs = mayHaveMissed ? DEGRADED_EVERY_MS : EVERY_MS
        mayHaveMissed = false
        changed.clear()
        yield { kind: 'changed', executionIds }
        await sleep(everyMs, undefined, { signal }).catch(() => undefined)
      } else await bell.wait(60_000)
    }
  } finally {
    signal?.removeEventListener('abort', bell.ring)
    stopPolling()
    await unsubscribe()
  }
})

/** Which executions of the workspace moved, so that lists read those again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkspaceMessage } from '../bus-messages.ts'
import { procedure } from '../trpc.ts'
import { createBell } from './bell.ts'

/** Twice a second is as often as a person follows a list. */
const EVERY_MS = 500
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
  signal?.addEventListener('abort', bell.ring)
  try {
    while (signal?.aborted !== true) {
      if (changed.size > 0) {
        const executionIds = changed.size > MAX_IDS ? [] : [...changed]
        changed.clear()
        yield { kind: 'changed', executionIds }
        await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined)
      } else await bell.wait(60_000)
    }
  } finally {
    signal?.removeEventListener('abort', bell.ring)
    await unsubscribe()
  }
})

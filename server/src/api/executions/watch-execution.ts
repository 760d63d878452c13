import { type TrackedEnvelope, tracked } from '@trpc/server'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { executionIdInput } from './execution-shapes.ts'
import { getExecutionRow } from './require-execution.ts'
import { type WatchMessage, watchMessages } from './watch-messages.ts'

export type { WatchMessage } from './watch-messages.ts'

const watchInput = executionIdInput.extend({
  /** Set by the client when it comes back. */
  lastEventId: z.string().max(200).nullish(),
  logs: z.boolean().default(false),
  /** Cursor of the last log line that the page has; from the first line where it has none. */
  logsAfter: z.string().max(200).nullish(),
})

export const watchExecution = procedure.input(watchInput).subscription(async function* ({
  ctx,
  input,
  signal,
}): AsyncGenerator<TrackedEnvelope<WatchMessage>> {
  const { id } = await getExecutionRow(ctx, input.executionId)
  const steps = watchMessages(ctx, {
    executionId: id,
    lastId: input.lastEventId ?? null,
    logs: input.logs ? { after: input.logsAfter ?? null } : 'none',
    signal,
  })
  for await (const step of steps) yield tracked(step.id, step.message)
})

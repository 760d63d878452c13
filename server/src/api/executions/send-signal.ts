import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { signalName } from '../../nodes/signal/params.ts'
import { insertSignal, type WaitingSignals } from '../../store/insert-signal.ts'
import { wakeResolvedSoon } from '../../waits/wake-resolved.ts'
import { checkJsonValue } from '../documents/check-json-value.ts'
import { instantSchema, toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { idempotencyKeySchema } from './idempotency-key.ts'
import { getExecutionRow } from './require-execution.ts'

export const signalPayloadBytes = 1024 * 1024

/** Kept before anybody is woken: it is there for a node that waits now, and for one that will. */
export const sendSignal = procedure
  .input(
    z.object({
      executionId: z.string().max(64),
      name: z.string().regex(signalName, 'must be 1 to 128 letters, digits and the characters _ . : -'),
      payload: z.unknown().optional(),
      idempotencyKey: idempotencyKeySchema.optional(),
    }),
  )
  .output(
    z.object({
      signalId: z.string(),
      executionId: z.string(),
      name: z.string(),
      sentAt: instantSchema,
      /** True when the key was used before: the first signal is answered, and nothing is sent. */
      repeated: z.boolean(),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { name, payload = null, idempotencyKey = null } = input
    const { id: executionId, status } = await getExecutionRow(ctx, input.executionId)
    checkJsonValue(payload, { what: 'payload', limitBytes: signalPayloadBytes })
    const sentBy = authorOf(ctx.caller)
    const { waitingSignals: most } = ctx.limits
    const signal = { executionId, name, payload, idempotencyKey, sentBy }
    const outcome = await ctx.runInTransaction((db) => insertSignal(db, signal, most))
    if (outcome.kind === 'over')
      throw new DomainError('EXECUTION_STATUS', { executionId, status, action: 'signal' })
    if (outcome.kind === 'full') throw toFull(executionId, outcome.waiting, most)
    const kept = outcome.signal
    wakeResolvedSoon(ctx, [executionId])
    return {
      signalId: kept.id,
      executionId,
      name: kept.name,
      sentAt: toInstant(kept.sentAt),
      repeated: kept.repeated,
    }
  })

function toFull(executionId: string, waiting: WaitingSignals, most: WaitingSignals): DomainError {
  return new DomainError('SIGNALS_WAITING', {
    executionId,
    waiting: waiting.count,
    most: most.count,
    waitingBytes: waiting.bytes,
    mostBytes: most.bytes,
  })
}

/** The body of a start: `{ input, priority?, idempotency_key? }`, or the input itself where none of these keys is there. */
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'

export const executeBodySchema = z.strictObject({
  input: z.unknown().optional(),
  priority: z.int().min(-100).max(100).optional(),
  idempotency_key: z.string().min(1).max(200).optional(),
})

export interface ExecuteRequest {
  readonly input?: unknown
  readonly priority?: number
  readonly idempotencyKey?: string
}

export function readExecuteBody(body: unknown): ExecuteRequest {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body)) {
    const problems = [{ path: '', message: 'must be an object: { "input": ... }' }]
    throw new DomainError('REQUEST_INVALID', { problems })
  }
  if (!('input' in body || 'priority' in body || 'idempotency_key' in body)) return { input: body }
  const { input, priority, idempotency_key: idempotencyKey } = executeBodySchema.parse(body)
  return {
    input,
    ...(priority !== undefined && { priority }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  }
}

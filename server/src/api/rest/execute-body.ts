/**
 * The body of a start: `{ input, priority?, idempotency_key?, ignore_cache? }`, or the input itself where none of the
 * first three is there.
 */
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { idempotencyKeySchema } from '../executions/idempotency-key.ts'

export const executeBodySchema = z.strictObject({
  input: z.unknown().optional(),
  priority: z.int().min(-100).max(100).optional(),
  idempotency_key: idempotencyKeySchema.optional(),
  ignore_cache: z.boolean().optional(),
})

export interface ExecuteRequest {
  readonly input?: unknown
  readonly priority?: number
  readonly idempotencyKey?: string
  readonly ignoreCache?: boolean
}

export function readExecuteBody(body: unknown): ExecuteRequest {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body)) {
    const problems = [{ path: '', message: 'must be an object: { "input": ... }' }]
    throw new DomainError('REQUEST_INVALID', { problems })
  }
  if (!('input' in body || 'priority' in body || 'idempotency_key' in body)) return { input: body }
  const parsed = executeBodySchema.parse(body)
  const { input, priority, idempotency_key: idempotencyKey, ignore_cache: ignoreCache } = parsed
  return {
    input,
    ...(priority !== undefined && { priority }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(ignoreCache !== undefined && { ignoreCache }),
  }
}

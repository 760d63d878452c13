/** REST over retries: what one would do, and doing it. */
import { changedParts } from '@heddle/core/execution/plan-retry-changes.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { retryFromSchema } from '../executions/execution-shapes.ts'
import { createCallerOf } from './caller-of.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { toWireStarted } from './to-wire.ts'
import { retriedSchema } from './wire-shapes.ts'

interface ById {
  Params: { id: string }
}

/** An input at its limit comes with a few words around it. */
const ENVELOPE_BYTES = 64 * 1024

const retryBodySchema = z.strictObject({
  from: retryFromSchema.default('failed'),
  input: z.unknown().optional(),
  version: z.int().min(1).optional(),
})

const reasons = [
  'start',
  'chosen',
  'failed',
  'cancelled',
  'added',
  'changed',
  'condition',
  'input',
  'input-condition',
  'gone',
  'follows',
] as const

const previewSchema = z.object({
  version: z.int(),
  input_changed: z.boolean(),
  runs_again: z.array(
    z.object({
      node_id: z.string(),
      reason: z.enum(reasons),
      /** Of `follows`. */
      follows: z.string().optional(),
      /** Of `changed`. */
      changed: z.array(z.enum(changedParts)).optional(),
      /** Of a map that goes on with what is left of its list. */
      kept_items: z.object({ kept: z.int(), total: z.int() }).optional(),
    }),
  ),
  keeps: z.array(z.string()),
  skips: z.array(z.string()),
  estimate_ms: z.object({ low: z.number(), high: z.number() }).nullable(),
})

export function addRetryRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  const bodyLimit = parts.limits.inputBytes + ENVELOPE_BYTES

  const retry = { bodyLimit, schema: describeRoute(docs.retry) }
  app.post<ById>('/api/executions/:id/retry', retry, async (request, reply) => {
    const body = retryBodySchema.parse(request.body ?? {})
    const started = await callerOf(request).executions.retry({ executionId: request.params.id, ...body })
    reply.status(201).header('location', `/api/executions/${started.executionId}`)
    return { ...toWireStarted(started), retry_of: started.retryOf }
  })

  const preview = { bodyLimit, schema: describeRoute(docs.preview) }
  app.post<ById>('/api/executions/:id/retry/preview', preview, async (request) => {
    const body = retryBodySchema.parse(request.body ?? {})
    const executionId = request.params.id
    const { why, keptItems, ...foretold } = await callerOf(request).executions.previewRetry({
      executionId,
      ...body,
    })
    return {
      version: foretold.version,
      input_changed: foretold.isInputChanged,
      runs_again: foretold.runAgain.map((id) => {
        const reason = why[id] ?? { kind: 'cancelled' }
        return {
          node_id: id,
          reason: reason.kind,
          ...(reason.kind === 'follows' && { follows: reason.nodeId }),
          ...(reason.kind === 'changed' && { changed: reason.parts }),
          ...(keptItems[id] !== undefined && { kept_items: keptItems[id] }),
        }
      }),
      keeps: foretold.kept,
      skips: foretold.skipped,
      estimate_ms: foretold.estimateMs,
    }
  })
}

const description =
  '`from` is `failed`, `start` or a list of node ids; `input` and `version` are those of the former execution where they are absent. With another input, nodes that read it run again too.'

const docs = {
  retry: {
    summary: 'Start a new execution that keeps what need not run again',
    description,
    tag: 'executions',
    params: idParams,
    body: retryBodySchema,
    responses: { 201: retriedSchema },
    errors: [404, 409, 413, 415, 422],
  },
  preview: {
    summary: 'Say what a retry would run again, why, what it would keep, and how long it would take',
    description,
    tag: 'executions',
    params: idParams,
    body: retryBodySchema,
    responses: { 200: previewSchema },
    errors: [404, 409, 413, 415, 422],
  },
}

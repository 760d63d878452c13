/** REST over what waits for people and programs: approvals and signals. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { approvalStatuses, deadlineActions, decisionWays } from '../../store/approval-row.ts'
import { type ApprovalView, approvalLists } from '../approvals/approval-shapes.ts'
import type { ApiParts } from '../context.ts'
import { idempotencyKeySchema } from '../executions/idempotency-key.ts'
import { signalPayloadBytes } from '../executions/send-signal.ts'
import { createCallerOf } from './caller-of.ts'
import { limitQuery } from './query.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { pageOf } from './wire-shapes.ts'

const listQuerySchema = z.object({
  status: z.enum(approvalLists).default('open'),
  execution_id: z.string().optional(),
  limit: limitQuery,
  cursor: z.string().optional(),
})

const decideBodySchema = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  answer: z.unknown().optional(),
  comment: z.string().optional(),
})

export function addApprovalRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)

  app.get('/api/approvals', { schema: describeRoute(docs.list) }, async (request) => {
    const { execution_id: executionId, ...query } = listQuerySchema.parse(request.query)
    const page = await callerOf(request).approvals.list({ ...query, executionId })
    return { items: page.items.map(toWireApproval), next_cursor: page.nextCursor }
  })

  const decide = { schema: describeRoute(docs.decide) }
  app.post<{ Params: { id: string } }>('/api/approvals/:id/decide', decide, async (request) => {
    const body = decideBodySchema.parse(request.body)
    return toWireApproval(
      await callerOf(request).approvals.decide({ approvalId: request.params.id, ...body }),
    )
  })
}

export function addSignalRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  const send = { bodyLimit: signalPayloadBytes, schema: describeRoute(docs.signal) }
  app.post<{ Params: { id: string; name: string } }>(
    '/api/executions/:id/signals/:name',
    send,
    async (request, reply) => {
      const { id: executionId, name } = request.params
      const key = request.headers['idempotency-key']
      const sent = await callerOf(request).executions.signal({
        executionId,
        name,
        payload: request.body,
        ...(typeof key === 'string' && { idempotencyKey: key }),
      })
      reply.status(sent.repeated ? 200 : 201)
      return {
        signal_id: sent.signalId,
        execution_id: sent.executionId,
        name: sent.name,
        sent_at: sent.sentAt,
        repeated: sent.repeated,
      }
    },
  )
}

function toWireApproval(approval: ApprovalView) {
  return {
    approval_id: approval.approvalId,
    status: approval.status,
    workflow_id: approval.workflowId,
    workflow_name: approval.workflowName,
    version: approval.version,
    execution_id: approval.executionId,
    started_by: approval.startedBy,
    node_id: approval.nodeId,
    node_name: approval.nodeName,
    title: approval.title,
    message: approval.message,
    form: approval.form,
    asked_at: approval.askedAt,
    deadline_at: approval.deadlineAt,
    on_deadline: approval.onDeadline,
    reminders: approval.reminders,
    last_reminded_at: approval.lastRemindedAt,
    next_reminder_at: approval.nextReminderAt,
    decided_at: approval.decidedAt,
    decided_by: approval.decidedBy,
    decided_via: approval.decidedVia,
    answer: approval.answer ?? null,
    comment: approval.comment,
  }
}

const time = z.iso.datetime()

const approvalWireSchema = z.object({
  approval_id: z.uuid(),
  status: z.enum(approvalStatuses),
  workflow_id: z.uuid(),
  workflow_name: z.string(),
  version: z.int(),
  execution_id: z.uuid(),
  started_by: z.string().nullable(),
  node_id: z.string(),
  node_name: z.string(),
  title: z.string(),
  message: z.string(),
  form: z.looseObject({}).nullable(),
  asked_at: time,
  deadline_at: time.nullable(),
  on_deadline: z.enum(deadlineActions),
  reminders: z.int(),
  last_reminded_at: time.nullable(),
  next_reminder_at: time.nullable(),
  decided_at: time.nullable(),
  decided_by: z.string().nullable(),
  decided_via: z.enum(decisionWays).nullable(),
  answer: z.unknown(),
  comment: z.string().nullable(),
})

const signalWireSchema = z.object({
  signal_id: z.string(),
  execution_id: z.uuid(),
  name: z.string(),
  sent_at: time,
  repeated: z.boolean(),
})

const docs = {
  list: {
    summary: 'List what waits for a person, or what was decided',
    description: '`open` ones come longest waiting first, `decided` ones latest first.',
    tag: 'approvals',
    query: listQuerySchema,
    responses: { 200: pageOf(approvalWireSchema) },
    errors: [],
  },
  decide: {
    summary: 'Approve or reject',
    description:
      'The first decision counts: 409 names who decided. 422 names the fields that do not fit the form.',
    tag: 'approvals',
    params: idParams,
    body: decideBodySchema,
    responses: { 200: approvalWireSchema },
    errors: [404, 409, 413, 415, 422],
  },
  signal: {
    summary: 'Send a signal to an execution',
    description:
      'The body, any JSON up to 1 MiB, is the output of the node that takes it. It is kept when no node waits yet. A repeat with the same `Idempotency-Key` answers 200 with the first signal and sends nothing.',
    tag: 'executions',
    params: idParams.extend({ name: z.string() }),
    headers: z.object({ 'idempotency-key': idempotencyKeySchema.optional() }),
    body: z.unknown(),
    responses: { 200: signalWireSchema, 201: signalWireSchema },
    errors: [404, 409, 413, 415],
  },
}

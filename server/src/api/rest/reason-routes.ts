/** REST over why something does not run: of a node, and of an execution as a whole. */
import { describeReason, reasonCodes } from '@heddle/core/execution/describe-reason.ts'
import type { Reason } from '@heddle/core/execution/reason.ts'
import { executionStatuses, nodeStatuses } from '@heddle/core/execution/status.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { createCallerOf } from './caller-of.ts'
import { describeRoute, idParams } from './route-docs.ts'

export function addReasonRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)

  const execution = { schema: describeRoute(docs.execution) }
  app.get<{ Params: { id: string } }>('/api/executions/:id/why', execution, async (request) => {
    const { executionId, status, reasons } = await callerOf(request).executions.explain({
      executionId: request.params.id,
    })
    return { execution_id: executionId, status, reasons: reasons.map(toWireReason) }
  })

  const node = { schema: describeRoute(docs.node) }
  app.get<{ Params: { id: string; node_id: string } }>(
    '/api/executions/:id/nodes/:node_id/why',
    node,
    async (request) => {
      const { id: executionId, node_id: nodeId } = request.params
      const { status, reasons, ended } = await callerOf(request).executions.explainNode({
        executionId,
        nodeId,
      })
      return {
        node_id: nodeId,
        status,
        reasons: reasons.map(toWireReason),
        ended: ended && toWireReason(ended),
      }
    },
  )
}

function toWireReason(reason: Reason) {
  const { code, ...details } = reason
  return { code, message: describeReason(reason, (iso) => iso), ...toWireDetails(details) }
}

/** Keys that the core gives to the details of reasons. All others are the same in both. */
const detailKeys: Readonly<Record<string, string>> = {
  nodeId: 'node_id',
  nodeName: 'node_name',
  executionId: 'execution_id',
  workflowName: 'workflow_name',
  approvalId: 'approval_id',
  onDeadline: 'on_deadline',
  nextAttempt: 'next_attempt',
  perMs: 'per_ms',
  liveGroups: 'live_groups',
}

/** Nothing in a reason was written by people but names, which are text: its keys are all ours. */
function toWireDetails(details: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [detailKeys[key] ?? key, toWireDetail(value)]),
  )
}

function toWireDetail(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWireDetail)
  return typeof value === 'object' && value !== null ? toWireDetails(value) : value
}

const reasonWireSchema = z.looseObject({ code: z.enum(reasonCodes), message: z.string() })

const docs = {
  execution: {
    summary: 'Say why an execution does not go on',
    description:
      'One that waits for its turn names those that run and its place in the line, a paused one since when and by whom. No reasons for one that runs or is over.',
    tag: 'executions',
    params: idParams,
    responses: {
      200: z.object({
        execution_id: z.uuid(),
        status: z.enum(executionStatuses),
        reasons: z.array(reasonWireSchema),
      }),
    },
    errors: [404],
  },
  node: {
    summary: 'Say why a node does not run',
    description:
      'Everything that holds it back, what has to end first coming first; each with a sentence for people and details for programs. No reasons for a node that runs or is settled; `ended` says why a skipped node was skipped.',
    tag: 'executions',
    params: idParams.extend({ node_id: z.string() }),
    responses: {
      200: z.object({
        node_id: z.string(),
        status: z.enum(nodeStatuses),
        reasons: z.array(reasonWireSchema),
        ended: reasonWireSchema.nullable(),
      }),
    },
    errors: [404],
  },
}

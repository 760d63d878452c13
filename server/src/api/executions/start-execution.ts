import { DomainError } from '@heddle/core/errors.ts'
import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { procedure } from '../trpc.ts'
import { idempotencyKeySchema } from './idempotency-key.ts'
import { prepareInput } from './prepare-input.ts'

export const startExecution = procedure
  .input(
    z.object({
      workflowId: z.string().max(64),
      version: z.int().min(1).optional(),
      input: z.unknown().optional(),
      priority: z.int().min(-100).max(100).optional(),
      idempotencyKey: idempotencyKeySchema.optional(),
      /** Nodes run although an earlier result could stand in for them. */
      ignoreCache: z.boolean().optional(),
    }),
  )
  .output(
    z.object({
      executionId: z.string(),
      workflowId: z.string(),
      status: z.enum(executionStatuses),
      startedAt: z.string(),
      repeated: z.boolean(),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { workflowId, idempotencyKey = null } = input
    const workflow = await ctx.startable.find(workflowId)
    if (workflow === null || workflow.deleted || workflow.workspace_id !== ctx.caller.workspaceId)
      throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId })
    const version = input.version ?? workflow.published_version
    if (version === null) throw new DomainError('WORKFLOW_NOT_PUBLISHED', { workflowId })
    const { plan, inputSchema } = await ctx.engine.plans.get(workflow.id, version, null)
    const started = await ctx.engine.startExecution({
      workspaceId: workflow.workspace_id,
      workflowId: workflow.id,
      version,
      input: prepareInput(input.input, { schema: inputSchema, limitBytes: ctx.limits.inputBytes }),
      priority: input.priority ?? plan.settings.priority,
      trigger: ctx.caller.kind === 'key' ? 'api' : 'manual',
      startedBy: authorOf(ctx.caller),
      idempotencyKey,
      ignoreCache: input.ignoreCache ?? false,
    })
    return { ...started, workflowId: workflow.id }
  })

/** Starts a new execution that keeps what need not run again; the former one stays as it ended. */
import { authorOf } from '../../auth/caller.ts'
import type { StartedExecution } from '../../engine/engine.ts'
import { planFormerRetry, type RetryRequest } from './plan-former-retry.ts'
import { prepareInput } from './prepare-input.ts'
import type { CallerContext } from './require-execution.ts'

export async function runRetry(
  ctx: CallerContext,
  request: RetryRequest & { readonly input?: unknown },
): Promise<StartedExecution & { readonly workflowId: string; readonly retryOf: string }> {
  const planned = await planFormerRetry(ctx, request)
  const { workflowId, version, executionId: retryOf } = planned
  const schema = planned.versionDocument.document.inputSchema
  const started = await ctx.engine.startExecution({
    workspaceId: ctx.caller.workspaceId,
    workflowId,
    version,
    input:
      request.input === undefined
        ? planned.input
        : prepareInput(request.input, { schema, limitBytes: ctx.limits.inputBytes }),
    priority: planned.priority,
    trigger: 'retry',
    startedBy: authorOf(ctx.caller),
    idempotencyKey: null,
    retry: { of: retryOf, kept: planned.retry.kept },
  })
  return { ...started, workflowId, retryOf }
}

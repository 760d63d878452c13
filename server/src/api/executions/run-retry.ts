/** Starts a new execution that keeps what need not run again; the former one stays as it ended. */
import { authorOf } from '../../auth/caller.ts'
import type { StartedExecution } from '../../engine/engine.ts'
import { meansAnew } from './means-anew.ts'
import { planFormerRetry, type RetryRequest } from './plan-former-retry.ts'
import type { CallerContext } from './require-execution.ts'

export async function runRetry(
  ctx: CallerContext,
  request: RetryRequest,
): Promise<StartedExecution & { readonly workflowId: string; readonly retryOf: string }> {
  const { workflowId, version, input, priority, retry, former } = await planFormerRetry(ctx, request)
  const { executionId: retryOf } = request
  const started = await ctx.engine.startExecution({
    workspaceId: ctx.caller.workspaceId,
    workflowId,
    version,
    input,
    priority,
    trigger: 'retry',
    startedBy: authorOf(ctx.caller),
    idempotencyKey: null,
    retry: { of: retryOf, kept: retry.kept },
    ignoreCache: meansAnew(request, former),
  })
  return { ...started, workflowId, retryOf }
}

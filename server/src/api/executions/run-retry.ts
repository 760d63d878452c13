/** Starts a new execution that keeps what need not run again; the former one stays as it ended. */
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { authorOf } from '../../auth/caller.ts'
import type { StartedExecution } from '../../engine/engine.ts'
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

/**
 * Who starts over, or chooses a node that had completed, means to have the work done: results of earlier runs and
 * completed items of maps are not taken for it. A map that is chosen and has failed items goes on with those.
 */
function meansAnew({ from }: RetryRequest, former: ExecutionState): boolean {
  if (typeof from === 'string') return from === 'start'
  return from.some((id) => {
    const index = former.plan.indexOf.get(id)
    if (index === undefined) return false
    const { status, items } = former.getNode(index)
    return status === 'completed' && (items?.failed ?? 0) === 0
  })
}

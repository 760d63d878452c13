/** What a retry of an execution would run again and keep. Throws EXECUTION_STATUS while it is not final. */
import { DomainError } from '@heddle/core/errors.ts'
import type { RetryPlan } from '@heddle/core/execution/plan-retry.ts'
import { planRetry } from '@heddle/core/execution/plan-retry.ts'
import { restoreState } from '@heddle/core/execution/restore-state.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { loadExecution } from '../../store/load-execution.ts'
import { getVersionDocument } from '../workflows/require-workflow.ts'
import type { VersionDocument } from '../workflows/version-documents.ts'
import { type CallerContext, getExecutionRow } from './require-execution.ts'

export interface RetryRequest {
  readonly executionId: string
  readonly from: 'failed' | 'start' | readonly string[]
  readonly version?: number | undefined
}

export interface FormerRetry {
  readonly executionId: string
  readonly workflowId: string
  readonly version: number
  readonly versionDocument: VersionDocument
  readonly priority: number
  readonly input: unknown
  readonly plan: Plan
  readonly former: ExecutionState
  readonly retry: RetryPlan
}

export async function planFormerRetry(ctx: CallerContext, request: RetryRequest): Promise<FormerRetry> {
  const { executionId, from } = request
  await getExecutionRow(ctx, executionId)
  const loaded = await loadExecution(ctx.db, executionId)
  if (loaded === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
  const { header, identity } = loaded
  if (!isFinal(header.status))
    throw new DomainError('EXECUTION_STATUS', { executionId, status: header.status, action: 'retry' })
  const { workflowId } = identity
  // Its history is read and its runs end as they will, but nothing new begins.
  if ((await ctx.startable.find(workflowId))?.deleted !== false)
    throw new DomainError(
      'WORKFLOW_NOT_FOUND',
      { workflowId },
      { message: 'The workflow was deleted: its runs cannot be retried.' },
    )
  const formerVersion = await getVersionDocument(ctx, workflowId, identity.version)
  const version = request.version ?? identity.version
  const versionDocument = await getVersionDocument(ctx, workflowId, version)
  const formerPlan = compilePlan(formerVersion.document)
  const plan = versionDocument === formerVersion ? formerPlan : compilePlan(versionDocument.document)
  const former = restoreState(formerPlan, header, loaded.nodes)
  const retry = planRetry({ former: { executionId, plan: formerPlan, getNode: former.getNode }, plan, from })
  const [nodeId] = retry.unknown
  if (nodeId !== undefined) throw new DomainError('NODE_NOT_FOUND', { nodeId })
  const { priority } = header
  return {
    executionId,
    workflowId,
    version,
    versionDocument,
    priority,
    input: identity.input,
    plan,
    former,
    retry,
  }
}

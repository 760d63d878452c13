/** Reads that every procedure about one execution begins with. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { DomainError } from '@heddle/core/errors.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { findSubgraph } from '@heddle/core/plan/find-subgraph.ts'
import type { Caller } from '../../auth/caller.ts'
import type { ExecutionRow } from '../../store/execution-row.ts'
import { findExecution, findExecutionWithInput, type GivenValues } from '../../store/find-execution.ts'
import { listUsualDurations, type UsualDuration } from '../../store/list-usual-durations.ts'
import type { ApiContext } from '../context.ts'
import { getVersionDocument } from '../workflows/require-workflow.ts'

export type CallerContext = ApiContext & { readonly caller: Caller }

/** Throws EXECUTION_NOT_FOUND. */
export async function getExecutionRow(ctx: CallerContext, executionId: string): Promise<ExecutionRow> {
  const row = await findExecution(ctx.db, { workspaceId: ctx.caller.workspaceId, executionId })
  if (row === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
  return row
}

/** Throws EXECUTION_NOT_FOUND. */
export async function getExecutionWithInput(
  ctx: CallerContext,
  executionId: string,
): Promise<ExecutionRow & GivenValues> {
  const row = await findExecutionWithInput(ctx.db, { workspaceId: ctx.caller.workspaceId, executionId })
  if (row === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
  return row
}

export async function findUsual(ctx: CallerContext, workflowId: string): Promise<UsualDuration | undefined> {
  return (await listUsualDurations(ctx.db, [workflowId])).get(workflowId)
}

/** What the execution runs, as it was written: its version, or the graph inside one of that version's nodes. */
export async function getExecutionDocument(
  ctx: CallerContext,
  { workflow_id: workflowId, version, subgraph }: ExecutionRow,
): Promise<WorkflowDocument> {
  const { document } = await getVersionDocument(ctx, workflowId, version)
  const found = findSubgraph(document, subgraph)
  if (found === null) throw new DomainError('NODE_NOT_FOUND', { nodeId: subgraph ?? '' })
  return found
}

/** The same, compiled. */
export async function getExecutionPlan(
  { engine }: CallerContext,
  { workflow_id: workflowId, version, subgraph }: ExecutionRow,
): Promise<Plan> {
  const { plan } = await engine.plans.get(workflowId, version, subgraph)
  return plan
}

/**
 * What a retry of an execution would run again and keep, and with which input. Throws EXECUTION_STATUS while it
 * is not final, INPUT_INVALID where the input does not fit the version that would run.
 */

import { toCanonicalJson } from '@heddle/core/definition/json-schema/canonical-json.ts'
import { findOversize } from '@heddle/core/definition/measure-value.ts'
import { DomainError } from '@heddle/core/errors.ts'
import type { RetryPlan } from '@heddle/core/execution/plan-retry.ts'
import { planRetry } from '@heddle/core/execution/plan-retry.ts'
import { createInputReading } from '@heddle/core/execution/plan-retry-input.ts'
import { restoreState } from '@heddle/core/execution/restore-state.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { listPresentExecutions } from '../../store/list-present-executions.ts'
import { type LoadedExecution, loadExecution } from '../../store/load-execution.ts'
import { getVersionDocument } from '../workflows/require-workflow.ts'
import type { VersionDocument } from '../workflows/version-documents.ts'
import { prepareInput } from './prepare-input.ts'
import { type CallerContext, getExecutionRow } from './require-execution.ts'

export interface RetryRequest {
  readonly executionId: string
  readonly from: 'failed' | 'start' | readonly string[]
  /** Absent for the input of the former execution. */
  readonly input?: unknown
  readonly version?: number | undefined
}

export interface FormerRetry {
  readonly workflowId: string
  readonly version: number
  readonly priority: number
  /** Input of the new execution. */
  readonly input: unknown
  readonly isInputChanged: boolean
  readonly plan: Plan
  readonly former: ExecutionState
  readonly retry: RetryPlan
}

export async function planFormerRetry(ctx: CallerContext, request: RetryRequest): Promise<FormerRetry> {
  const { executionId, from } = request
  const loaded = await loadFinal(ctx, executionId)
  const { header, identity } = loaded
  const { workflowId } = identity
  const formerVersion = await getVersionDocument(ctx, workflowId, identity.version)
  const version = request.version ?? identity.version
  const versionDocument = await getVersionDocument(ctx, workflowId, version)
  const formerPlan = compilePlan(formerVersion.document)
  const plan = versionDocument === formerVersion ? formerPlan : compilePlan(versionDocument.document)
  const former = restoreState(formerPlan, header, loaded.nodes)
  const { input, isInputChanged } = toInput(ctx, { request, identity, version: versionDocument })
  const retry = planRetry({
    former: { executionId, plan: formerPlan, getNode: former.getNode },
    plan,
    from,
    readsInput: isInputChanged ? createInputReading(ctx.nodeTypes) : null,
    gone: await findGone(ctx, loaded),
  })
  const [nodeId] = retry.unknown
  if (nodeId !== undefined) {
    const message = `Version ${version} of the workflow has no node ${nodeId}. Choose among its nodes.`
    throw new DomainError('NODE_NOT_FOUND', { nodeId }, { message })
  }
  return { workflowId, version, priority: header.priority, input, isInputChanged, plan, former, retry }
}

async function loadFinal(ctx: CallerContext, executionId: string): Promise<LoadedExecution> {
  await getRetryable(ctx, executionId)
  const loaded = await loadExecution(ctx.db, executionId)
  if (loaded === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
  const { status } = loaded.header
  if (!isFinal(status)) {
    const message = `The run is ${status}. It can be retried once it has ended: wait, or cancel it.`
    throw new DomainError('EXECUTION_STATUS', { executionId, status, action: 'retry' }, { message })
  }
  const { workflowId } = loaded.identity
  // Its history is read and its runs end as they will, but nothing new begins.
  if ((await ctx.startable.find(workflowId))?.deleted !== false)
    throw new DomainError(
      'WORKFLOW_NOT_FOUND',
      { workflowId },
      { message: 'The workflow was deleted: its runs cannot be retried.' },
    )
  return loaded
}

/** An item of a map is nothing by itself: its graph and its place are those of the run around it. */
async function getRetryable(ctx: CallerContext, executionId: string): Promise<void> {
  const { status, subgraph } = await getExecutionRow(ctx, executionId)
  if (subgraph === null) return
  const message = 'This run is an item of another one. Retry that one: what completed of it is kept.'
  throw new DomainError('EXECUTION_STATUS', { executionId, status, action: 'retry' }, { message })
}

interface InputQuestion {
  readonly request: RetryRequest
  readonly identity: LoadedExecution['identity']
  readonly version: VersionDocument
}

/** The former input is held to the schema only where that may be another one: what ran before may run again. */
function toInput(ctx: CallerContext, { request, identity, version }: InputQuestion) {
  const isSame = request.input === undefined && (request.version ?? identity.version) === identity.version
  if (isSame) return { input: identity.input, isInputChanged: false }
  const schema = version.document.inputSchema
  const given = request.input === undefined ? identity.input : request.input
  const input = prepareInput(given, { schema, limitBytes: ctx.limits.inputBytes })
  return { input, isInputChanged: !isEqual(input, identity.input) }
}

/** Values that are too deep to be compared count as different. */
function isEqual(one: unknown, other: unknown): boolean {
  if (findOversize(one) !== null || findOversize(other) !== null) return false
  return toCanonicalJson(one ?? {}) === toCanonicalJson(other ?? {})
}

/** A retry refers to the execution that ran a node, which may have been deleted since. */
async function findGone(ctx: CallerContext, { nodes }: LoadedExecution): Promise<ReadonlySet<string>> {
  const ids = new Set(nodes.flatMap(({ keptFrom }) => (keptFrom === null ? [] : [keptFrom.executionId])))
  return ids.difference(await listPresentExecutions(ctx.db, [...ids]))
}

/**
 * Runs one attempt of one node from its parameters to its report. Never throws: whatever happens is the
 * attempt's own failure. A node without expressions, conditions and parameters costs microseconds here: no
 * folder, no thread, no SQL.
 */
import type { NodeError } from '@heddle/core/execution/event.ts'
import { type PlanNode, planNode } from '@heddle/core/plan/compile-plan.ts'
import { NodeFailure, type NodeType, type RunResult } from '../nodes/node-type.ts'
import type { Attempt, AttemptRunnerDeps } from './attempt.ts'
import type { AttemptJob, RunAttempt } from './attempt-job.ts'
import { AttemptResources } from './attempt-resources.ts'
import { checkOutput } from './check-output.ts'
import { describeInput } from './describe-input.ts'
import { keepArtifacts } from './keep-artifacts.ts'
import { createNodePreparation, type PrepareNode } from './prepare-node.ts'
import { runThroughCache } from './result-cache.ts'
import { resolveParams, runNode } from './run-node.ts'
import { type Outcome, toFailReport, toReport } from './to-report.ts'

const CANCELLED: NodeError = { code: 'CANCELLED', message: 'The attempt was cancelled.', retryable: false }

type Report = Awaited<ReturnType<RunAttempt>>

export function createAttemptRunner(deps: AttemptRunnerDeps): RunAttempt {
  const prepare = createNodePreparation(deps.nodeTypes)
  return async (job) => {
    const node = planNode(job.plan, job.nodeIndex)
    try {
      return await runAttempt(deps, job, { node, prepare })
    } catch (error) {
      // Only a defect gets here; the node still has to come to an end.
      deps.logger.error({ event: 'attempt_crashed', executionId: job.execution.id, nodeId: node.id, error })
      return toFailReport(job, toNodeError(error, job.signal))
    }
  }
}

async function runAttempt(
  deps: AttemptRunnerDeps,
  job: AttemptJob,
  { node, prepare }: { readonly node: PlanNode; readonly prepare: PrepareNode },
): Promise<Report> {
  const prepared = prepare(job.plan, node)
  if (prepared === null) return toFailReport(job, toUnknownType(node, deps.nodeTypes))
  const resources = new AttemptResources(job, deps)
  const attempt: Attempt = { deps, job, node, prepared, resources }
  try {
    const checked = prepared.params ?? (await resolveParams(attempt))
    const input =
      Object.keys(node.params).length === 0
        ? undefined
        : describeInput(checked.ok ? checked.value : node.params)
    const outcome: Outcome = checked.ok
      ? await runThroughCache(attempt, checked.value, () => runToOutcome(attempt, checked.value))
      : { kind: 'failed', error: checked.error }
    return await toReport(attempt, outcome, input)
  } catch (error) {
    return await toReport(attempt, { kind: 'failed', error: toNodeError(error, job.signal) }, undefined)
  } finally {
    if (!resources.isUnused) await resources.close()
  }
}

async function runToOutcome(attempt: Attempt, params: unknown): Promise<Outcome> {
  const { deps, prepared } = attempt
  let result: RunResult
  try {
    result = await runNode(attempt, params)
  } catch (error) {
    result = { ok: false, error: toNodeError(error, attempt.job.signal) }
  }
  const refused = attempt.resources.openedFolder === null ? null : await keepArtifacts(attempt)
  if (!result.ok) return { kind: 'failed', error: attempt.job.signal.aborted ? CANCELLED : result.error }
  if (refused !== null) return { kind: 'failed', error: refused }
  const port = ('port' in result && result.port) || prepared.type.declaration.ports[0] || 'success'
  if ('suspendUntil' in result) {
    return { kind: 'suspended', port, reason: result.waitFor ?? 'time', until: result.suspendUntil }
  }
  const pending = checkOutput(result.output, {
    maxBytes: deps.limits.outputBytes,
    storedValues: deps.storedValues,
  })
  const checked = pending instanceof Promise ? await pending : pending
  if (!checked.ok) return { kind: 'failed', error: checked.error }
  if (prepared.outputsAreRead) {
    const { execution, attempt: number } = attempt.job
    const address = { executionId: execution.id, nodeId: attempt.node.id, attempt: number }
    deps.values.keep(address, checked.value, checked.bytes)
  }
  const quality = result.quality === undefined ? {} : { quality: Math.min(1, Math.max(0, result.quality)) }
  return { kind: 'completed', port, output: checked.output, value: checked.value, ...quality }
}

function toNodeError(error: unknown, signal: AbortSignal): NodeError {
  if (error instanceof NodeFailure) return error.error
  if (signal.aborted) return CANCELLED
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'THROWN', message: `The node could not be run: ${message}`, retryable: true }
}

function toUnknownType(node: PlanNode, known: ReadonlyMap<string, NodeType>): NodeError {
  const names = [...known.keys()].join(', ')
  return {
    code: 'UNKNOWN_TYPE',
    message: `There is no node type ${node.type} here. Choose one of ${names}.`,
    retryable: false,
    details: { type: node.type },
  }
}

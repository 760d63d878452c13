/** Says what became of an attempt, with the conditions of the edges by which the node leaves. */
import { defaultPort, failurePort } from '@heddle/core/definition/workflow-document.ts'
import type {
  CachedFrom,
  Departure,
  NodeError,
  OutputValue,
  WaitReason,
} from '@heddle/core/execution/event.ts'
import type { NodeInScope } from '@heddle/core/expression/evaluate.ts'
import type { Attempt } from './attempt.ts'
import type { AttemptJob, RunAttempt } from './attempt-job.ts'
import { type Conditions, evaluateConditions } from './evaluate-conditions.ts'
import { loadScope } from './execution-scope.ts'
import { limitError } from './limit-error.ts'

type Report = Awaited<ReturnType<RunAttempt>>

/** How the node's own work ended, before anything is derived from it. */
export type Outcome =
  | {
      readonly kind: 'completed'
      readonly port: string
      readonly output: OutputValue
      readonly value: unknown
      readonly quality?: number
      readonly cachedFrom?: CachedFrom
    }
  | {
      readonly kind: 'suspended'
      readonly port: string
      readonly reason: WaitReason
      readonly until: number | null
    }
  | { readonly kind: 'failed'; readonly error: NodeError }

export async function toReport(attempt: Attempt, outcome: Outcome, input: unknown): Promise<Report> {
  if (outcome.kind === 'failed') return toFailure(attempt, outcome.error, input)
  if (outcome.kind === 'suspended' && outcome.reason !== 'time') {
    // It runs again before it leaves: the conditions of its edges are asked for then, with its output at hand.
    const { port, reason, until } = outcome
    return { type: 'suspend-attempt', ...toAddress(attempt.job), port, reason, until }
  }
  const value = outcome.kind === 'completed' ? outcome.value : null
  const own = { status: 'completed', output: value, error: null }
  const evaluated = await conditionsOf(attempt, outcome.port, own)
  if (!evaluated.ok) return toFailure(attempt, evaluated.error, input)
  const departure = { port: outcome.port, ...(evaluated.conditions && { conditions: evaluated.conditions }) }
  const address = toAddress(attempt.job)
  if (outcome.kind === 'suspended') {
    const { reason, until } = outcome
    return { type: 'suspend-attempt', ...address, ...departure, reason, until }
  }
  return {
    type: 'complete-attempt',
    ...address,
    ...departure,
    output: outcome.output,
    ...(input !== undefined && { input }),
    ...(outcome.quality !== undefined && { quality: outcome.quality }),
    ...(outcome.cachedFrom && { cachedFrom: outcome.cachedFrom }),
  }
}

async function toFailure(attempt: Attempt, error: NodeError, input: unknown): Promise<Report> {
  const failed = toFailReport(attempt.job, error, input)
  if (error.code === 'CANCELLED') return failed
  const fallback = await departWithFallback(attempt)
  const report = fallback === null ? failed : { ...failed, fallback }
  const own = { status: 'failed', output: null, error }
  const evaluated = await conditionsOf(attempt, failurePort, own)
  if (evaluated.ok) return evaluated.conditions ? { ...report, conditions: evaluated.conditions } : report
  // The first error is the one to know; an edge whose condition fails as well is not taken.
  attempt.resources.log.write('system', evaluated.error.message)
  const edges = attempt.prepared.conditional.filter((edge) => edge.port === failurePort)
  const conditions: Conditions = Object.fromEntries(edges.map((edge) => [edge.index, false]))
  return { ...report, conditions }
}

/**
 * How the node would leave with its fallback as its output; null where it has none. Where a condition cannot be
 * judged, no edge that has one is taken.
 */
async function departWithFallback(attempt: Attempt): Promise<Departure | null> {
  const { fallback } = attempt.node
  if (fallback === null) return null
  const port = attempt.prepared.type.declaration.ports[0] ?? defaultPort
  const own = { status: 'completed', output: fallback.value, error: null }
  const evaluated = await conditionsOf(attempt, port, own)
  if (!evaluated.ok) attempt.resources.log.write('system', evaluated.error.message)
  const conditions = evaluated.ok ? evaluated.conditions : undefined
  return { port, ...(conditions && { conditions }) }
}

function conditionsOf(attempt: Attempt, port: string, own: NodeInScope) {
  const { deps, job, prepared } = attempt
  const edges =
    prepared.conditional.length === 0 ? [] : prepared.conditional.filter((edge) => edge.port === port)
  return evaluateConditions({
    job,
    edges,
    own,
    loadScope: (needs) => loadScope(job, deps.values, needs),
    expressions: deps.expressions,
  })
}

export function toFailReport(
  job: AttemptJob,
  error: NodeError,
  input?: unknown,
): Extract<Report, { type: 'fail-attempt' }> {
  return {
    type: 'fail-attempt',
    ...toAddress(job),
    error: limitError(error),
    random: Math.random(),
    ...(input !== undefined && { input }),
  }
}

function toAddress({ nodeIndex, attempt, workerId }: AttemptJob) {
  return { nodeIndex, attempt, workerId }
}

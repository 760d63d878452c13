/**
 * The gate before a node that limits across executions hold back. A worker passes it before it claims the node;
 * what is refused stays queued, and comes back when a slot is given back or the rate allows the next start.
 */
import type { NodeError } from '@heddle/core/execution/event.ts'
import { collectExpressions } from '@heddle/core/expression/collect-expressions.ts'
import { type NodeLimits, planNode } from '@heddle/core/plan/compile-plan.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import type { Task } from '../queue/task-queue.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import { acquireLimits } from './acquire-limits.ts'

export type GateAnswer =
  | { readonly kind: 'open' }
  /** With the moment at which the rate allows the next start; null where a slot has to become free. */
  | { readonly kind: 'closed'; readonly until: Date | null }
  /** The key cannot be evaluated: the attempt is to start and to fail with this. */
  | { readonly kind: 'broken'; readonly error: NodeError }

export type Gate = (task: Task) => Promise<GateAnswer>

/** Fills the expressions of a key in, with what the node's own expressions see. */
export type EvaluateKeys = (
  execution: LiveExecution,
  task: Task,
  keys: Readonly<Record<string, string>>,
) => Promise<
  | { readonly ok: true; readonly keys: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly error: NodeError }
>

/** Keys stand in indexes of the database, which take no more than 2,704 bytes a row. */
const maxKeyBytes = 2_000

export interface GateDeps {
  readonly getExecution: (executionId: string) => Promise<LiveExecution | null>
  readonly runInTransaction: RunInTransaction
  readonly evaluateKeys: EvaluateKeys
}

export function createGate(deps: GateDeps): Gate {
  return async (task) => {
    const execution = await deps.getExecution(task.executionId)
    const limits = execution && planNode(execution.state.plan, task.nodeIndex).limits
    if (execution === null || limits === null) return { kind: 'open' }
    const named = await nameKeys(deps, { execution, task, limits })
    if (!named.ok) return { kind: 'broken', error: named.error }
    const { concurrency, rate } = limits
    const { executionId, nodeIndex, attempt } = task
    const answer = await acquireLimits(deps.runInTransaction, {
      node: { workspaceId: execution.identity.workspaceId, executionId, nodeIndex, attempt },
      concurrency: concurrency && { ...concurrency, key: named.keys.concurrency ?? '' },
      rate: rate && { ...rate, key: named.keys.rate ?? '' },
    })
    return answer.isGranted ? { kind: 'open' } : { kind: 'closed', until: answer.until }
  }
}

type Named = Awaited<ReturnType<EvaluateKeys>>

/** Keys live side by side with those of other nodes: a rate without a key of its own is the node's. */
async function nameKeys(
  deps: GateDeps,
  { execution, task, limits }: { execution: LiveExecution; task: Task; limits: NodeLimits },
): Promise<Named> {
  const { identity, state } = execution
  const own = `${identity.workflowId}/${planNode(state.plan, task.nodeIndex).id}`
  const keys = {
    ...(limits.concurrency && { concurrency: limits.concurrency.key }),
    ...(limits.rate && { rate: limits.rate.key === '' ? own : limits.rate.key }),
  }
  const isTemplated = collectExpressions(keys).expressions.length > 0
  const named: Named = isTemplated ? await deps.evaluateKeys(execution, task, keys) : { ok: true, keys }
  const problem = named.ok ? Object.values(named.keys).map(findProblem).find(Boolean) : undefined
  if (problem === undefined) return named
  const message = `The key of a limit ${problem}. Use an id or a short name.`
  return { ok: false, error: { code: 'EXPRESSION', message, retryable: false } }
}

/** A key that the database refuses would keep its node in the queue for ever. */
function findProblem(key: string): string | undefined {
  const bytes = Buffer.byteLength(key)
  if (bytes > maxKeyBytes) return `has ${bytes} bytes, more than ${maxKeyBytes}`
  const isStorable = key.isWellFormed() && !key.includes('\u0000')
  return isStorable ? undefined : 'holds U+0000 or half of a surrogate pair'
}

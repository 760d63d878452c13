/**
 * The gate before a node that limits across executions hold back. A worker passes it before it claims the node;
 * what is refused stays queued, and comes back when a slot is given back or the rate allows the next start.
 */
import type { NodeError } from '@heddle/core/execution/event.ts'
import { containsTemplate } from '@heddle/core/expression/template.ts'
import { type NodeLimits, planNode } from '@heddle/core/plan/compile-plan.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import type { Task } from '../queue/task-queue.ts'
import type { Queryable } from '../store/queryable.ts'
import { LimitDesk } from './limit-desk.ts'

export type GateAnswer =
  | { readonly kind: 'open' }
  /** With the moment at which the rate allows the next start; null where a slot has to become free. */
  | { readonly kind: 'closed'; readonly until: Date | null }
  /** The key cannot be evaluated: the attempt is to start and to fail with this. */
  | { readonly kind: 'broken'; readonly error: NodeError }

export type Gate = (task: Task) => Promise<GateAnswer>

/** By what they are for: `concurrency`, `rate`. */
export type KeyTemplates = Readonly<Record<string, string>>

/** Null where the expression of a key gives nothing. */
export type NamedKeys =
  | { readonly ok: true; readonly keys: Readonly<Record<string, string | null>> }
  | { readonly ok: false; readonly error: NodeError }

/** Fills the expressions of keys in, with what the node's own expressions see. */
export type EvaluateKeys = (execution: LiveExecution, task: Task, keys: KeyTemplates) => Promise<NamedKeys>

/** Keys stand in indexes of the database, which take no more than 2,704 bytes a row. */
const maxKeyBytes = 2_000

export interface GateDeps {
  readonly getExecution: (executionId: string) => Promise<LiveExecution | null>
  readonly db: Queryable
  readonly evaluateKeys: EvaluateKeys
}

export function createGate(deps: GateDeps): Gate {
  const desk = new LimitDesk(deps.db)
  return async (task) => {
    const execution = await deps.getExecution(task.executionId)
    const limits = execution && planNode(execution.state.plan, task.nodeIndex).limits
    if (execution === null || limits === null) return { kind: 'open' }
    const named = await nameKeys(deps, { execution, task, limits })
    if (!named.ok) return { kind: 'broken', error: named.error }
    const { concurrency, rate } = limits
    const { executionId, nodeIndex, attempt } = task
    const answer = await desk.ask({
      node: { workspaceId: execution.identity.workspaceId, executionId, nodeIndex, attempt },
      concurrency: concurrency && { ...concurrency, key: named.keys.concurrency ?? '' },
      rate: rate && { ...rate, key: named.keys.rate ?? '' },
    })
    return answer.isGranted ? { kind: 'open' } : { kind: 'closed', until: answer.until }
  }
}

/** Keys live side by side with those of other nodes: a rate without a key of its own is the node's. */
async function nameKeys(
  deps: GateDeps,
  { execution, task, limits }: { execution: LiveExecution; task: Task; limits: NodeLimits },
): Promise<NamedKeys> {
  const { identity, state } = execution
  const node = planNode(state.plan, task.nodeIndex)
  const own = `${identity.workflowId}/${node.id}`
  const keys = {
    ...(limits.concurrency && { concurrency: limits.concurrency.key }),
    ...(limits.rate && { rate: limits.rate.key === '' ? own : limits.rate.key }),
  }
  const isTemplated = Object.values(keys).some(containsTemplate)
  const named: NamedKeys = isTemplated ? await deps.evaluateKeys(execution, task, keys) : { ok: true, keys }
  if (!named.ok) return named
  for (const [limit, key] of Object.entries(named.keys)) {
    const problem = findProblem(key)
    if (problem === null) continue
    const field =
      limit === 'rate' && limits.rate?.key !== limits.concurrency?.key ? 'rateLimit.key' : 'concurrencyKey'
    const message = `The ${field} of ${node.name} ${problem}`
    const details = { nodeId: node.id, field }
    return { ok: false, error: { code: 'EXPRESSION', message, retryable: false, details } }
  }
  return named
}

/** A key that the database refuses would keep its node in the queue for ever; one that is nothing, apart from none. */
function findProblem(key: string | null): string | null {
  if (key === null || key.trim() === '') {
    return 'evaluates to nothing. Give the value that it reads, or name a key for those without one: {{ (input.customer ? input.customer : "none") }}.'
  }
  const bytes = Buffer.byteLength(key)
  const mend = 'Use an id or a short name.'
  if (bytes > maxKeyBytes) return `has ${bytes} bytes, more than ${maxKeyBytes}. ${mend}`
  const isStorable = key.isWellFormed() && !key.includes('\u0000')
  return isStorable ? null : `holds U+0000 or half of a surrogate pair. ${mend}`
}

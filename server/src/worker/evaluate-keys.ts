/**
 * Fills the expressions of nodes' limit keys in, with what the nodes' own expressions see. Nodes of an execution that
 * ask in the same turn are one job for a thread, and what can only come out the same in the whole execution is
 * evaluated once.
 */
import type { NodeError } from '@heddle/core/execution/event.ts'
import { collectExpressions } from '@heddle/core/expression/collect-expressions.ts'
import type { ExpressionScope } from '@heddle/core/expression/evaluate.ts'
import { mergeReferences, type References } from '@heddle/core/expression/references.ts'
import type { Engine } from '../engine/engine.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import type { ExpressionPool } from '../expressions/expression-pool.ts'
import type { EvaluateKeys, KeyTemplates, NamedKeys } from '../limits/gate.ts'
import { NodeFailure } from '../nodes/node-type.ts'
import type { Task } from '../queue/task-queue.ts'
import { loadScope } from './execution-scope.ts'
import type { NodeValues } from './node-values.ts'
import { referencesOf } from './prepare-node.ts'
import { toJob } from './to-job.ts'

export interface KeyEvaluationDeps {
  readonly engine: Engine
  readonly expressions: ExpressionPool
  readonly values: NodeValues
}

interface Ask {
  readonly task: Task
  readonly keys: KeyTemplates
  readonly references: References
  readonly resolve: (named: NamedKeys) => void
  readonly reject: (error: unknown) => void
}

const rememberedAtMost = 1_000

export function createKeyEvaluation(deps: KeyEvaluationDeps): EvaluateKeys {
  const waiting = new Map<LiveExecution, Ask[]>()
  const remembered = new Map<string, Promise<NamedKeys>>()

  const ask = (execution: LiveExecution, asked: Pick<Ask, 'task' | 'keys' | 'references'>) =>
    new Promise<NamedKeys>((resolve, reject) => {
      const batch = waiting.get(execution)
      if (batch !== undefined) {
        batch.push({ ...asked, resolve, reject })
        return
      }
      const fresh = [{ ...asked, resolve, reject }]
      waiting.set(execution, fresh)
      setImmediate(() => {
        waiting.delete(execution)
        void answer(deps, execution, fresh)
      })
    })

  return (execution, task, keys) => {
    const references = referencesOf(collectExpressions(keys).expressions.map(({ source }) => source))
    if (!isConstant(keys, references)) return ask(execution, { task, keys, references })
    const id = JSON.stringify([execution.id, keys])
    const known = remembered.get(id)
    if (known !== undefined) return known
    const named = ask(execution, { task, keys, references })
    for (const oldest of remembered.keys()) {
      if (remembered.size < rememberedAtMost) break
      remembered.delete(oldest)
    }
    remembered.set(id, named)
    // What failed may go well the next time.
    const forgetFailure = ({ ok }: { ok: boolean }) => ok || remembered.delete(id)
    named.then(forgetFailure, () => forgetFailure({ ok: false }))
    return named
  }
}

const changing = /\$(now|millis|random|shuffle|eval)\b/

/** True where it depends on nothing but the execution's input, item and names. */
function isConstant(keys: KeyTemplates, { nodes, all }: References): boolean {
  return nodes.size === 0 && !all && !changing.test(Object.values(keys).join(' '))
}

/** One job for all; where anything fails, each alone, so that only the one at fault is told. */
async function answer(
  deps: KeyEvaluationDeps,
  execution: LiveExecution,
  batch: readonly Ask[],
): Promise<void> {
  // What may read any node sees those before its own.
  const alike = batch.filter(({ references }) => !references.all)
  const together = alike.length > 1 ? await evaluate(deps, execution, alike).catch(() => []) : []
  for (const ask of batch) {
    const named = together[alike.indexOf(ask)]
    if (named?.ok) ask.resolve(named)
    else evaluate(deps, execution, [ask]).then(([alone]) => alone && ask.resolve(alone), ask.reject)
  }
}

async function evaluate(
  deps: KeyEvaluationDeps,
  execution: LiveExecution,
  batch: readonly Ask[],
): Promise<readonly NamedKeys[]> {
  try {
    const scope = await loadCommonScope(deps, execution, batch)
    const params = Object.fromEntries(batch.map(({ keys }, at) => [`${at}`, keys]))
    const result = await deps.expressions.run({ kind: 'params', params, schema: {}, scope })
    if (!result.ok) return batch.map(() => fail(result.message.replace(/^0\./, ''), result.retryable))
    const values = result.value as Readonly<Record<string, Readonly<Record<string, unknown>>>>
    return batch.map((_, at) => ({ ok: true, keys: toTexts(values[`${at}`] ?? {}) }))
  } catch (error) {
    if (!(error instanceof NodeFailure)) throw error
    return batch.map(() => fail(error.message, error.error.retryable))
  }
}

/** Keys see no node of their own, so that what one reads is there for all. */
function loadCommonScope(
  { engine, values }: KeyEvaluationDeps,
  execution: LiveExecution,
  batch: readonly Ask[],
): Promise<ExpressionScope> {
  const { signal } = new AbortController()
  const references = mergeReferences(batch.map((ask) => ask.references))
  const [first] = batch
  const { nodeIndex, attempt } = first?.task ?? { nodeIndex: 0, attempt: 0 }
  // Of what was committed when the latest of them was offered.
  const seq = Math.max(...batch.map(({ task }) => task.seq))
  const started = { execution, nodeIndex, attempt, seq }
  return loadScope(toJob({ engine, workerId: '', started, signal }), values, { references })
}

function fail(message: string, retryable: boolean): { readonly ok: false; readonly error: NodeError } {
  return {
    ok: false,
    error: { code: 'EXPRESSION', message: `The key of a limit cannot be evaluated: ${message}`, retryable },
  }
}

/** Nothing stays nothing: the gate says what to do about it. */
function toTexts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string | null>> {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' || value === null || value === undefined
      ? (value ?? null)
      : JSON.stringify(value),
  ])
  return Object.fromEntries(texts)
}

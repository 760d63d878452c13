/** Fills the expressions of a node's limit keys in, with what the node's own expressions see. */
import { collectExpressions } from '@heddle/core/expression/collect-expressions.ts'
import type { Engine } from '../engine/engine.ts'
import type { ExpressionPool } from '../expressions/expression-pool.ts'
import type { EvaluateKeys } from '../limits/gate.ts'
import { loadScope } from './execution-scope.ts'
import type { NodeValues } from './node-values.ts'
import { referencesOf } from './prepare-node.ts'
import { toJob } from './to-job.ts'

export interface KeyEvaluationDeps {
  readonly engine: Engine
  readonly expressions: ExpressionPool
  readonly values: NodeValues
}

export function createKeyEvaluation({ engine, expressions, values }: KeyEvaluationDeps): EvaluateKeys {
  return async (execution, { nodeIndex, attempt }, keys) => {
    const { signal } = new AbortController()
    const job = toJob({ engine, workerId: '', started: { execution, nodeIndex, attempt }, signal })
    const references = referencesOf(collectExpressions(keys).expressions.map(({ source }) => source))
    const scope = await loadScope(job, values, { references })
    const result = await expressions.run({ kind: 'params', params: keys, schema: {}, scope })
    if (result.ok) return { ok: true, keys: toTexts(result.value as Readonly<Record<string, unknown>>) }
    const message = `The key of a limit cannot be evaluated: ${result.message}`
    return { ok: false, error: { code: 'EXPRESSION', message, retryable: result.retryable } }
  }
}

function toTexts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value ?? null),
  ])
  return Object.fromEntries(texts)
}

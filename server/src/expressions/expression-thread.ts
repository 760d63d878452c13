/** A thread of the expression pool: takes one job at a time and answers it. The pool kills it where it hangs. */
import { parentPort, workerData } from 'node:worker_threads'
import {
  type Evaluated,
  evaluateCondition,
  evaluateExpression,
  resolveParams,
} from '@heddle/core/expression/evaluate.ts'
import { defaultLimits } from '@heddle/core/expression/parse-expression.ts'
import type { ExpressionJob, ThreadSettings } from './expression-job.ts'

const { timeoutMs }: ThreadSettings = workerData
const limits = { ...defaultLimits, timeoutMs }

parentPort?.on('message', async (job: ExpressionJob) => {
  parentPort?.postMessage(await run(job))
})

function run(job: ExpressionJob): Promise<Evaluated> {
  switch (job.kind) {
    case 'params':
      return resolveParams(job.params, job.scope, { schema: job.schema, limits })
    case 'value':
      return evaluateExpression(job.source, job.scope, limits)
    case 'conditions':
      return runConditions(job.sources, job.scope)
  }
}

async function runConditions(
  sources: readonly string[],
  scope: Parameters<typeof evaluateCondition>[1],
): Promise<Evaluated> {
  const values: boolean[] = []
  for (const [place, source] of sources.entries()) {
    const evaluated = await evaluateCondition(source, scope, limits)
    if (!evaluated.ok) return { ok: false, error: { ...evaluated.error, path: String(place) } }
    values.push(evaluated.value)
  }
  return { ok: true, value: values }
}

/**
 * The result cache: a node whose author allows it is not run again where nothing that went in has changed. The key
 * is a checksum of its type, its resolved parameters and what it can see: by default the input, the item and all
 * results and files upstream; where the author declared inputs, only their values.
 */
import { createHash } from 'node:crypto'
import { toCanonicalJson } from '@heddle/core/definition/json-schema/canonical-json.ts'
import type { CachePolicy } from '@heddle/core/definition/workflow-document.ts'
import { parseExpression } from '@heddle/core/expression/parse-expression.ts'
import type { CachedResult } from '../store/cached-results.ts'
import type { Attempt } from './attempt.ts'
import { loadScope, loadUpstream } from './execution-scope.ts'
import { referencesOf } from './prepare-node.ts'
import { retryUnavailable } from './retry-unavailable.ts'
import type { Outcome } from './to-report.ts'

type Completed = Extract<Outcome, { kind: 'completed' }>

/** A day: long enough for re-runs, short enough that a forgotten dependency does not haunt anybody. */
const defaultLifetimeSeconds = 86_400
/** Raised when keys are made differently. */
const keyFormat = 1

/** Runs the node, or takes the result of an earlier run with the same key. Without a policy it just runs. */
export async function runThroughCache(
  attempt: Attempt,
  params: unknown,
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  const { cache } = attempt.node
  if (cache === null) return run()
  const key = await findKey(attempt, params, cache)
  if (key === null) return run()
  const found = attempt.job.execution.ignoreCache ? null : await findResult(attempt, key)
  if (found !== null) return takeOver(attempt, found)
  const outcome = await run()
  if (outcome.kind === 'completed') await keep(attempt, key, cache)
  return outcome
}

/** Null where the key cannot be made: the node then runs as if it had no cache, and says why in its log. */
async function findKey(attempt: Attempt, params: unknown, cache: CachePolicy): Promise<string | null> {
  const { declaration } = attempt.prepared.type
  try {
    const seen =
      cache.inputs === undefined ? await readEverything(attempt) : await readDeclared(attempt, cache.inputs)
    const parts = [keyFormat, declaration.type, declaration.version ?? 1, params, seen]
    return createHash('sha256').update(toCanonicalJson(parts)).digest('hex')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    attempt.resources.log.write('system', `The result cache is not used: ${reason}`)
    return null
  }
}

async function readEverything({ deps, job }: Attempt): Promise<unknown> {
  const { nodes, leftOut } = await loadUpstream(job, deps.values)
  if (leftOut > 0)
    throw new Error('the results upstream are too large to compare. Declare the inputs that count.')
  const nodeIds = Object.keys(nodes)
  const files = await deps.cache.listFiles({ executionId: job.execution.id, nodeIds })
  return { input: job.execution.input, item: job.execution.item, nodes, files }
}

async function readDeclared({ deps, job }: Attempt, inputs: readonly string[]): Promise<unknown> {
  const scope = await loadScope(job, deps.values, { references: referencesOf(inputs) })
  const values: unknown[] = []
  for (const source of inputs) {
    const parsed = parseExpression(source)
    if (!parsed.ok) throw new Error(`${source} is no expression`)
    const result = await deps.expressions.run({ kind: 'value', source, scope })
    if (!result.ok) throw new Error(result.message)
    values.push(result.value ?? null)
  }
  return values
}

interface ReadResult extends CachedResult {
  readonly value: unknown
}

/** Null where there is none, and where its value cannot be read any more: the node then runs. */
async function findResult({ deps, job, resources }: Attempt, key: string): Promise<ReadResult | null> {
  const { workspaceId } = job.execution
  const found = await retryUnavailable(job.signal, () => deps.cache.find({ workspaceId, key }))
  if (found === null) return null
  const { executionId, output } = found
  try {
    const value = output.kind === 'inline' ? output.value : await deps.storedValues.read(output.key)
    return { ...found, value }
  } catch (error) {
    resources.log.write('system', `The result of run ${executionId} is not used: ${String(error)}`)
    return null
  }
}

async function takeOver(
  { deps, job, node, resources, prepared }: Attempt,
  found: ReadResult,
): Promise<Completed> {
  const { executionId, nodeId, attempt, port, output, quality, value } = found
  const own = { executionId: job.execution.id, nodeId: node.id, attempt: job.attempt }
  const from = { executionId, nodeId, attempt }
  await retryUnavailable(job.signal, () => deps.cache.referToFiles(from, own))
  if (prepared.outputsAreRead) deps.values.keep(own, value, output.kind === 'stored' ? output.sizeBytes : 0)
  resources.log.write('system', `Nothing that goes in has changed: the result is that of run ${executionId}`)
  return {
    kind: 'completed',
    port,
    output,
    value,
    cachedFrom: from,
    ...(quality !== null && { quality }),
  }
}

/** A result that cannot be remembered is a result nevertheless. */
async function keep({ deps, job, resources }: Attempt, key: string, cache: CachePolicy): Promise<void> {
  const { id: executionId, workspaceId } = job.execution
  const lifetimeSeconds = cache.lifetimeSeconds ?? defaultLifetimeSeconds
  const { nodeIndex, attempt } = job
  try {
    await deps.cache.keep({ workspaceId, key, executionId, nodeIndex, attempt, lifetimeSeconds })
  } catch (error) {
    resources.log.write('system', `The result is not kept for later runs: ${String(error)}`)
  }
}

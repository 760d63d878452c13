/** What a closed group of settings says of itself, and what the settings of a workflow come to. */
import type { NodeDefinition, WorkflowSettings } from '@heddle/core/definition/workflow-document.ts'
import { resolveRetryPolicy } from '@heddle/core/execution/retry-policy.ts'
import { plural } from '../../../ui/format-count.ts'
import { toSpanWords } from './span-words.ts'

export function summarizeFailure({ retry, fallback }: NodeDefinition): string {
  const attempts = Number(resolveRetryPolicy(retry).maxAttempts)
  return join(
    [attempts > 1 && plural(attempts, 'attempt'), fallback !== undefined && 'fallback'],
    'one attempt',
  )
}

export function summarizeLimits({ concurrencyKey, concurrencyLimit, rateLimit }: NodeDefinition): string {
  const atOnce = concurrencyKey !== undefined && `${concurrencyLimit ?? 1} at once`
  const rate =
    rateLimit !== undefined && `${rateLimit.limit ?? '?'} in ${toSpanWords(rateLimit.perSeconds ?? '?')}`
  return join([atOnce, rate], 'none')
}

export function summarizeCache({ cache }: NodeDefinition): string {
  if (cache === undefined) return 'off'
  const { lifetimeSeconds = defaultLifetimeSeconds, inputs } = cache
  return join([toSpanWords(lifetimeSeconds), inputs !== undefined && plural(inputs.length, 'input')], '')
}

/** As the worker that keeps results counts. */
export const defaultLifetimeSeconds = 86_400

export function summarizeStart(node: NodeDefinition): string {
  const { workerGroup, priority, startWithinSeconds, timeoutSeconds } = node
  const parts = [
    workerGroup !== undefined && workerGroup !== 'default' && workerGroup,
    priority !== undefined && priority !== 0 && `priority ${priority}`,
    startWithinSeconds !== undefined && `within ${toSpanWords(startWithinSeconds)}`,
    timeoutSeconds !== undefined && `${toSpanWords(timeoutSeconds)} at most`,
  ]
  return join(parts, 'any worker')
}

export function summarizeRuns({ maxConcurrentExecutions, onLimit = 'queue' }: WorkflowSettings): string {
  if (maxConcurrentExecutions === undefined) return 'any number'
  const what = { queue: 'others wait', skip: 'others are skipped', cancel_oldest: 'the newest count' }
  return `${maxConcurrentExecutions} at once, ${what[onLimit] ?? what.queue}`
}

export function summarizeNodes({ maxParallel, onFailure }: WorkflowSettings): string {
  return join(
    [maxParallel !== undefined && `${maxParallel} at once`, onFailure === 'stop' && 'stop at a failure'],
    'no limit',
  )
}

export function summarizeTime({ timeoutSeconds, priority }: WorkflowSettings): string {
  const parts = [
    timeoutSeconds !== undefined && `${toSpanWords(timeoutSeconds)} at most`,
    priority !== undefined && priority !== 0 && `priority ${priority}`,
  ]
  return join(parts, 'no timeout')
}

/** What becomes of one run too many, in a sentence. */
export function describeAdmission(settings: WorkflowSettings): string {
  const { maxConcurrentExecutions: limit, onLimit = 'queue', startWithinSeconds } = settings
  if (limit === undefined) return 'Any number of runs of this workflow may be under way at once.'
  if (onLimit === 'skip') return `A new run is cancelled at once where ${limit} would be exceeded.`
  if (onLimit === 'cancel_oldest')
    return `A new run starts at once; where more than ${limit} would be under way, the oldest is cancelled.`
  const until =
    startWithinSeconds === undefined ? '' : `, and fails after ${toSpanWords(startWithinSeconds)} of waiting`
  return `One run more than ${limit} waits for its turn${until}.`
}

function join(parts: readonly (string | false)[], none: string): string {
  const said = parts.filter((part) => part !== false)
  return said.length === 0 ? none : said.join(' · ')
}

import type { RetryPolicy } from '@heddle/core/definition/workflow-document.ts'
import { type ResolvedRetryPolicy, resolveRetryPolicy } from '@heddle/core/execution/retry-policy.ts'

/** What the policy does, in one sentence with the delays it leads to; `formatMs` writes a duration. */
export function describeRetry(retry: RetryPolicy | undefined, formatMs: (ms: number) => string): string {
  const policy = resolveRetryPolicy(retry)
  const attempts = Number(policy.maxAttempts)
  if (!(attempts > 1)) return 'A failed attempt is not tried again.'
  const delays = listDelays(policy, Math.min(attempts - 1, 4)).map(formatMs)
  const rest = attempts - 1 > delays.length ? ', …' : ''
  const times = attempts === 2 ? 'once more' : `up to ${attempts - 1} times more`
  return `Tried ${times}, after ${delays.join(', ')}${rest}${policy.jitter ? ', spread at random' : ''}.`
}

function listDelays({ delayMs, backoff, factor, maxDelayMs }: ResolvedRetryPolicy, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    if (backoff === 'fixed') return Math.min(maxDelayMs, delayMs)
    return Math.min(maxDelayMs, backoff === 'linear' ? delayMs * (index + 1) : delayMs * factor ** index)
  })
}

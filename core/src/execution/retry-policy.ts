/** Whether and when a failed attempt is tried again. Randomness is an argument: the same call gives the same answer. */
import type { RetryPolicy } from '../definition/workflow-document.ts'
import type { NodeError } from './event.ts'

export interface ResolvedRetryPolicy {
  readonly maxAttempts: number
  readonly delayMs: number
  readonly backoff: 'fixed' | 'linear' | 'exponential'
  readonly factor: number
  readonly maxDelayMs: number
  readonly jitter: boolean
}

const once: ResolvedRetryPolicy = {
  maxAttempts: 1,
  delayMs: 1000,
  backoff: 'exponential',
  factor: 2,
  maxDelayMs: 60_000,
  jitter: true,
}

/** Fills the defaults in. A node without a policy is tried once; a policy that names no count allows three attempts. */
export function resolveRetryPolicy(policy: RetryPolicy | undefined): ResolvedRetryPolicy {
  if (policy === undefined) return once
  return {
    maxAttempts: policy.maxAttempts ?? 3,
    delayMs: policy.delayMs ?? once.delayMs,
    backoff: policy.backoff ?? once.backoff,
    factor: policy.factor ?? once.factor,
    maxDelayMs: policy.maxDelayMs ?? once.maxDelayMs,
    jitter: policy.jitter ?? once.jitter,
  }
}

export interface FailedTry {
  /** Failures of the node's own so far, this one included; lost attempts do not count. */
  readonly failures: number
  readonly error: NodeError
  /** From 0 up to 1, for the jitter. */
  readonly random: number
}

/** The pause in milliseconds before the next attempt, or null when there is none. */
export function decideRetryDelay(policy: ResolvedRetryPolicy, failed: FailedTry): number | null {
  if (!failed.error.retryable || failed.failures >= policy.maxAttempts) return null
  const full = Math.min(policy.maxDelayMs, growDelay(policy, failed.failures))
  // Equal jitter: at least half of the pause stays, so that a struggling service gets its rest.
  return Math.round(policy.jitter ? full / 2 + (full / 2) * failed.random : full)
}

function growDelay(policy: ResolvedRetryPolicy, failures: number): number {
  if (policy.backoff === 'fixed') return policy.delayMs
  if (policy.backoff === 'linear') return policy.delayMs * failures
  return policy.delayMs * policy.factor ** (failures - 1)
}

/**
 * One policy for calls to a part that may be away. It ends calls that take too long, tries again with growing,
 * jittered pauses where that is safe, and after a number of failures in a row refuses at once for a while, so that
 * nobody waits for what does not answer. Then one call is let through as a try; the others wait for what becomes
 * of it.
 */
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IDefaultPolicyContext,
  type IPolicy,
  isBrokenCircuitError,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import type { BreakerView } from './breaker-view.ts'

export interface BreakerOptions {
  readonly name: string
  /** So many failures in a row open it. */
  readonly failures: number
  /** How long it refuses before it lets a call through as a try. */
  readonly resetMs: number
  /** Where it is larger than `resetMs`, each try that fails doubles the pause up to here. */
  readonly longestResetMs?: number
  /** True for an error that says that the part is away. Any other is an answer of a part that is there. */
  readonly isAway: (error: unknown) => boolean
  /** For one try; without it the call itself must come to an end. */
  readonly timeoutMs?: number
  readonly retry?: RetryOptions
  /** Told when it opens and when it closes again. */
  readonly onChange?: (view: BreakerView) => void
}

export interface RetryOptions {
  /** Tries after the first one. */
  readonly times: number
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** True for an error after which the same call may be made again without doing anything twice. */
  readonly isSafe: (error: unknown) => boolean
}

export interface Breaker {
  /**
   * Rejects as the call does, with CircuitOpenError where no call is made, or with the reason of `signal`.
   * The signal that the call gets is aborted when its time is up as well.
   */
  run<T>(call: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Costs nothing: for callers that rather drop something than wait for a try. */
  readonly isOpen: boolean
  view(): BreakerView
}

/** Nobody asked: the part did not answer lately. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError'
  readonly retryAt: Date

  constructor(part: string, retryAt: Date, cause: unknown) {
    super(`${part} did not answer lately and is tried again at ${retryAt.toISOString()}`, { cause })
    this.retryAt = retryAt
  }
}

type Settled<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }

/** Says nothing about the part: whoever called did not want the answer any more. */
class CallerLeft extends Error {}

export function createBreaker(options: BreakerOptions): Breaker {
  const record = createRecord(options)
  const policy = toPolicy(options, record)
  return {
    run: async (call, signal) => {
      const guarded = async ({ signal: limit }: IDefaultPolicyContext) => {
        const both = signal === undefined ? limit : AbortSignal.any([limit, signal])
        const settled = await settle(call(both), { isAway: options.isAway, signal })
        record.answered()
        return settled
      }
      const settled = await untilAborted(policy.execute(guarded), signal).catch((error: unknown) => {
        throw isBrokenCircuitError(error)
          ? new CircuitOpenError(options.name, record.retryAt(), record.lastError())
          : error
      })
      if (settled.ok) return settled.value
      throw settled.error
    },
    get isOpen() {
      return record.isRefusing()
    },
    view: record.view,
  }
}

/** An error that is an answer goes through the policies as a value: it shows that the part is there. */
async function settle<T>(
  answer: Promise<T>,
  { isAway, signal }: Pick<BreakerOptions, 'isAway'> & { readonly signal: AbortSignal | undefined },
): Promise<Settled<T>> {
  try {
    return { ok: true, value: await answer }
  } catch (error) {
    if (signal?.aborted === true) throw new CallerLeft('The caller left', { cause: error })
    if (isAway(error)) throw error
    return { ok: false, error }
  }
}

function toPolicy(options: BreakerOptions, record: CallRecord): IPolicy<IDefaultPolicyContext> {
  // A try that nobody waited for has shown nothing, so that the circuit stays open.
  const counts = handleWhen((error) => !(error instanceof CallerLeft) || record.isTrying())
  const circuit = circuitBreaker(counts, {
    breaker: new ConsecutiveBreaker(options.failures),
    halfOpenAfter: toPauses(record.pauseMs),
  })
  circuit.onFailure(({ reason, handled }) => {
    if (handled && 'error' in reason && !(reason.error instanceof CallerLeft)) record.failed(reason.error)
  })
  circuit.onStateChange((state) => record.changed(state))
  const limited =
    options.timeoutMs === undefined
      ? circuit
      : // What a call has returned may still be read under its signal, as a body is.
        wrap(
          circuit,
          timeout(options.timeoutMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false }),
        )
  if (options.retry === undefined || options.retry.times === 0) return limited
  const { times, firstPauseMs, longestPauseMs, isSafe } = options.retry
  const backoff = new ExponentialBackoff({ initialDelay: firstPauseMs, maxDelay: longestPauseMs })
  return wrap(retry(handleWhen(isSafe), { maxAttempts: times, backoff }), limited)
}

/** The library waits for a try of another caller whatever happens; who is cancelled does not. */
async function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([answer, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
    // What lost the race may still fail.
    answer.catch(() => undefined)
    aborted.promise.catch(() => undefined)
  }
}

interface Pause {
  readonly duration: number
  next(context: { readonly attempt: number }): Pause
}

/** `attempt` counts how often it opened since it was last closed. */
function toPauses(pauseMs: (attempt: number) => number) {
  const next = ({ attempt }: { readonly attempt: number }): Pause => ({ duration: pauseMs(attempt), next })
  return { next }
}

type CallRecord = ReturnType<typeof createRecord>

/** What happened so far, beside the library's own state, which tells neither times nor errors. */
function createRecord({ name, resetMs, longestResetMs = resetMs, onChange }: BreakerOptions) {
  let state: CircuitState = CircuitState.Closed
  let since = Date.now()
  let failures = 0
  let lastError: { error: unknown; at: number } | null = null
  let opened = 0
  let retryAt = 0
  const pauseMs = (attempt: number) => Math.min(longestResetMs, resetMs * 2 ** (attempt - 1))
  const view = (): BreakerView => ({
    name,
    state: toState(state, retryAt),
    since: new Date(since).toISOString(),
    failures,
    lastError: lastError && { message: toMessage(lastError.error), at: new Date(lastError.at).toISOString() },
    retryAt: state === CircuitState.Open ? new Date(retryAt).toISOString() : null,
  })
  return {
    pauseMs,
    view,
    isTrying: () => state === CircuitState.HalfOpen,
    isRefusing: () => state === CircuitState.Open && Date.now() < retryAt,
    lastError: () => lastError?.error,
    retryAt: () => new Date(Math.max(retryAt, Date.now())),
    answered: () => {
      failures = 0
    },
    failed: (error: unknown) => {
      failures += 1
      lastError = { error, at: Date.now() }
    },
    changed: (next: CircuitState) => {
      const wasClosed = state === CircuitState.Closed
      state = next
      if (next === CircuitState.Open) {
        opened += 1
        retryAt = Date.now() + pauseMs(opened)
        if (wasClosed) since = Date.now()
      } else if (next === CircuitState.Closed) {
        opened = 0
        since = Date.now()
      }
      if (next === CircuitState.Closed || wasClosed) onChange?.(view())
    },
  }
}

/** The library turns an open circuit into a half-open one only when somebody calls. */
function toState(state: CircuitState, retryAt: number): BreakerView['state'] {
  if (state === CircuitState.Closed) return 'closed'
  return state === CircuitState.Open && Date.now() < retryAt ? 'open' : 'half-open'
}

function toMessage(error: unknown): string {
  // What broke a connection stands in the cause of what `fetch` throws.
  if (error instanceof Error && error.cause instanceof Error) return toMessage(error.cause)
  if (error instanceof AggregateError && error.message === '') return error.errors.map(toMessage).join('; ')
  return error instanceof Error ? error.message : String(error)
}

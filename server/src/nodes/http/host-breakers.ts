/**
 * One breaker for each host that nodes ask and that does not answer. Only a connection that cannot be made or that
 * breaks counts: an answer, whatever its status, shows that the host is there, and a slow one is a matter between
 * the node and its timeout. A host that answers is forgotten, so that what is kept here is what is in trouble.
 */
import type { BreakerView } from '../../resilience/breaker-view.ts'
import { type Breaker, createBreaker } from '../../resilience/create-breaker.ts'

export interface HostBreakers {
  /** Asks the host of this origin. Rejects with CircuitOpenError while it is known not to answer. */
  run<T>(origin: string, call: () => Promise<T>, signal: AbortSignal): Promise<T>
  /** Sets when they open. Those that are there are forgotten. */
  configure(options: HostBreakerOptions): void
  /** The hosts in trouble, by origin. */
  views(): readonly BreakerView[]
}

export interface HostBreakerOptions {
  readonly failures: number
  readonly resetMs: number
  /** False switches them off. */
  readonly guardsHosts: boolean
}

/** A workflow over a list of dead links must not fill the memory. */
const MAX_HOSTS = 1_000
/** Each try that fails doubles the pause, up to so many times the first. */
const LONGEST_PAUSE = 16

const NO_ANSWER: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
])

export function createHostBreakers(first: HostBreakerOptions): HostBreakers {
  let options = first
  const breakers = new Map<string, Breaker>()
  const get = (origin: string): Breaker => {
    const known = breakers.get(origin)
    if (known !== undefined) return known
    const { failures, resetMs } = options
    const longestResetMs = resetMs * LONGEST_PAUSE
    const breaker = createBreaker({ name: origin, failures, resetMs, longestResetMs, isAway: isNoAnswer })
    breakers.set(origin, breaker)
    const [oldest] = breakers.keys()
    if (breakers.size > MAX_HOSTS && oldest !== undefined) breakers.delete(oldest)
    return breaker
  }
  return {
    run: async (origin, call, signal) => {
      if (!options.guardsHosts) return call()
      const breaker = get(origin)
      try {
        return await breaker.run(call, signal)
      } finally {
        // Also after an error that was an answer, and where nobody waited for one.
        const { state, failures } = breaker.view()
        if (state === 'closed' && failures === 0 && breakers.get(origin) === breaker) breakers.delete(origin)
      }
    },
    configure: (next) => {
      options = next
      breakers.clear()
    },
    views: () =>
      [...breakers.values()].map((breaker) => breaker.view()).filter(({ failures }) => failures > 0),
  }
}

/** Shared by all attempts of this process; whoever starts it hands in its settings. */
export const hostBreakers = createHostBreakers({ failures: 5, resetMs: 2_000, guardsHosts: true })

function isNoAnswer(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return typeof cause === 'object' && cause !== null && 'code' in cause && NO_ANSWER.has(cause.code)
}

/** How a breaker stands, in words. */
import { formatClock } from '../../../ui/format-time.ts'
import type { AnyStatus } from '../../../ui/status-style.ts'

export interface Breaker {
  readonly name: string
  readonly state: 'closed' | 'open' | 'half-open'
  readonly lastError: { readonly message: string; readonly at: string } | null
  readonly retryAt: string | null
}

const partNames: Readonly<Record<string, string>> = {
  database: 'Database',
  redis: 'Redis',
  storage: 'Storage',
}

/** The name of a part, or the host that nodes ask. */
export function breakerName({ name }: Breaker): { text: string; isHost: boolean } {
  const part = partNames[name]
  return part === undefined ? { text: name, isHost: true } : { text: part, isHost: false }
}

export const breakerStates: Record<Breaker['state'], { status: AnyStatus; word: string }> = {
  closed: { status: 'completed', word: 'Closed' },
  open: { status: 'failed', word: 'Open' },
  'half-open': { status: 'retrying', word: 'Trying' },
}

/** What comes next and what happened last; null where it never failed. */
export function breakerNote({ state, lastError, retryAt }: Breaker): string | null {
  if (lastError === null) return null
  const last = `${lastError.message}, ${formatClock(lastError.at)}`
  if (state === 'closed') return `Last failure: ${last}`
  const next =
    state === 'open' && retryAt !== null ? `Next try ${formatClock(retryAt)}` : 'The next call is a try'
  return `${next}. ${last}`
}

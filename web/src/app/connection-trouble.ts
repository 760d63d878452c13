/** Who is away, as an answer tells it: the servers (`lost`), or the database behind them (`unavailable`). */
import { errorKind, heddleError } from './error-text.ts'

export type Trouble = 'lost' | 'unavailable'

/** Of a request that failed; `unclear` where `/health` has to be asked, null where nothing is away. */
export function troubleOfError(error: unknown): Trouble | 'unclear' | null {
  const kind = errorKind(error)
  if (kind === 'no-answer') return 'lost'
  if (kind !== 'unavailable') return null
  // A server that stops may have another one beside it, and the storage of artifacts is no database.
  return heddleError(error)?.code === 'DATABASE_UNAVAILABLE' ? 'unavailable' : 'unclear'
}

/** Of what `/health` answers while it is not well: a server tells of its parts, a balancer that reached none does not. */
export function troubleOfHealth(answer: unknown): Trouble {
  return typeof answer === 'object' && answer !== null && 'parts' in answer ? 'unavailable' : 'lost'
}

/** Which failures of a statement pass by themselves, and which are about its content. */

/** Connection exceptions, time-outs, shutdowns, start-ups, too many connections, serialisation failures and deadlocks. */
const passing = /^(08...|57014|57P0[1-5]|53[0-4]0.|40001|40P01|55P03)$/
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EHOSTUNREACH',
])
/** node-postgres gives these no code. */
const messages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Client was closed/

/** True when the database was away or busy and the same statement may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (passing.test(code) || network.has(code) || messages.test(error.message)) return true
  return error instanceof AggregateError && error.errors.some(isUnavailable)
}

/**
 * True when an event was to be written under a number that one stands under already. The guard lets nobody write
 * twice what is committed, so that event was never committed: it is damage.
 */
export function isSeqTaken(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('constraint' in error)) return false
  return error.code === '23505' && error.constraint === 'execution_events_pkey'
}

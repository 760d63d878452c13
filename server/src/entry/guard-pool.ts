/**
 * A pool of connections that fails at once while its database is known to be away. A statement is sent again by
 * itself only where the server refused the connection, so that nothing is ever done twice.
 */
import type { Pool } from 'pg'
import { isUnavailable } from '../engine/database-errors.ts'
import type { Logger } from '../ops/logger.ts'
import { type Breaker, CircuitOpenError, createBreaker } from '../resilience/create-breaker.ts'
import type { Settings } from './env.ts'

/** Carries the SQLSTATE of a connection that cannot be made, so that everybody knows what it means. */
class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError'
  readonly code = '08001'
}

/** Answers of a server that is there: a cancelled statement, and the losing side of two transactions. */
const ANSWERS = /^(57014|40001|40P01|55P03)$/
/** The server did not let us in: starting up, or all its places taken. */
const NOT_LET_IN = /^(57P03|53300|ECONNREFUSED)$/
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000

export function createDatabaseBreaker({ breakers }: Pick<Settings, 'breakers'>, logger: Logger): Breaker {
  const { failures, resetMs, retries } = breakers
  return createBreaker({
    name: 'database',
    failures,
    resetMs,
    isAway: (error) => isUnavailable(error) && !ANSWERS.test(codeOf(error)),
    retry: {
      times: retries,
      firstPauseMs: FIRST_PAUSE_MS,
      longestPauseMs: LONGEST_PAUSE_MS,
      isSafe: (error) => NOT_LET_IN.test(codeOf(error)),
    },
    onChange: ({ state, lastError }) =>
      logger.warn({ event: 'database_breaker', state, error: lastError?.message }),
  })
}

type Ask = (...question: readonly unknown[]) => Promise<unknown>

/** The same pool; calls that hand in a callback, as the pool itself makes them, go through as they are. */
export function guardPool(pool: Pool, breaker: Breaker): Pool {
  const guard = (ask: Ask): Ask => {
    return (...question) =>
      question.some((part) => typeof part === 'function')
        ? ask(...question)
        : breaker.run(() => ask(...question)).catch(toAway)
  }
  pool.query = guard(pool.query.bind(pool) as Ask) as Pool['query']
  pool.connect = guard(pool.connect.bind(pool) as Ask) as Pool['connect']
  return pool
}

function toAway(error: unknown): never {
  if (error instanceof CircuitOpenError) throw new DatabaseAwayError(error.message, { cause: error.cause })
  throw error
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** Runs several statements as one: all of them are committed, or none. */
import type pg from 'pg'
import type { Queryable } from './queryable.ts'

export type RunInTransaction = <T>(run: (db: Queryable) => Promise<T>) => Promise<T>

/** The connection goes back to the pool, or is closed when even the rollback fails. */
export function runInTransactionOf(pool: pg.Pool): RunInTransaction {
  return async (run) => {
    const client = await pool.connect()
    let broken: Error | undefined
    // The pool listens to idle connections only. Without a listener one that breaks between two statements would end
    // the process; the next statement fails all the same.
    const onError = (error: Error) => {
      broken = error
    }
    client.on('error', onError)
    try {
      await client.query('BEGIN')
      const result = await run(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => {
        broken = cause
      })
      throw error
    } finally {
      client.release(broken)
      client.removeListener('error', onError)
    }
  }
}

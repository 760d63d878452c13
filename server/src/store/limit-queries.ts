/**
 * At most so many statements at once through here. Panels over a long history take seconds; with a place of
 * their own to wait they never hold all connections, and starts and live views go on beside them.
 */
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg'
import type { Queryable } from './queryable.ts'

export function limitQueries(db: Queryable, max: number): Queryable {
  let running = 0
  const waiting: (() => void)[] = []
  const acquire = () => {
    if (running < max) {
      running += 1
      return Promise.resolve()
    }
    return new Promise<void>((resolve) => waiting.push(resolve))
  }
  /** The place goes to whoever waits longest. */
  const release = () => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
  return {
    query: async <R extends QueryResultRow>(
      query: QueryConfig | string,
      values?: unknown[],
    ): Promise<QueryResult<R>> => {
      await acquire()
      try {
        return await (typeof query === 'string' ? db.query<R>(query, values) : db.query<R>(query))
      } finally {
        release()
      }
    },
  }
}

/** What a statement needs of the database: a pool or a client inside a transaction. */
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg'

export interface Queryable {
  query<R extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<R>>
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<R>>
}

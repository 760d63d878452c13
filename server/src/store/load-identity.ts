/** Reads what never changes about an execution, and no more: its nodes are many. */
import { type ExecutionIdentityRow, identityColumns, toIdentity } from './execution-identity-row.ts'
import type { Queryable } from './queryable.ts'
import type { ExecutionIdentity } from './transition.ts'

export interface StoredIdentity {
  readonly identity: ExecutionIdentity
  /** ISO 8601; null before the execution is admitted. */
  readonly startedAt: string | null
}

const text = `
SELECT ${identityColumns}
  FROM workflow_executions e JOIN workflow_definitions w ON w.id = e.workflow_id
 WHERE e.id = $1`

/** Null where there is no such execution. */
export async function loadIdentity(db: Queryable, executionId: string): Promise<StoredIdentity | null> {
  const values = [executionId]
  const { rows } = await db.query<ExecutionIdentityRow>({ name: 'load-identity', text, values })
  const [row] = rows
  return row === undefined
    ? null
    : { identity: toIdentity(row), startedAt: row.started_at?.toISOString() ?? null }
}

/** Executions that retry this one, oldest first. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

const text = `SELECT id, status FROM workflow_executions WHERE retry_of = $1 ORDER BY created_at, id LIMIT 100`

export async function listRetries(
  db: Queryable,
  executionId: string,
): Promise<readonly { id: string; status: ExecutionStatus }[]> {
  if (!isUuid(executionId)) return []
  const { rows } = await db.query<{ id: string; status: ExecutionStatus }>({
    name: 'list-retries',
    text,
    values: [executionId],
  })
  return rows
}

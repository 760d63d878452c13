/** The execution that an earlier request with the same key started, or null. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export interface RepeatedExecution {
  readonly executionId: string
  readonly status: ExecutionStatus
  readonly startedAt: Date | null
}

const text = `
SELECT id AS "executionId", status, started_at AS "startedAt"
  FROM workflow_executions WHERE workflow_id = $1 AND idempotency_key = $2`

export async function findByIdempotencyKey(
  db: Queryable,
  key: { workflowId: string; idempotencyKey: string },
): Promise<RepeatedExecution | null> {
  const values = [key.workflowId, key.idempotencyKey]
  const result = await db.query<RepeatedExecution>({ name: 'find-by-idempotency-key', text, values })
  return result.rows[0] ?? null
}

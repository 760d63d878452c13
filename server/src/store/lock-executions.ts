/** Lets nobody else move these executions until the transaction ends. In one order, so that two who lock do not wait for each other. */
import type { Queryable } from './queryable.ts'
import { toArrayLiteral } from './to-array-literal.ts'

const text = 'SELECT FROM workflow_executions WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE'

export async function lockExecutions(db: Queryable, executionIds: readonly string[]): Promise<void> {
  await db.query({ name: 'lock-executions', text, values: [toArrayLiteral(executionIds)] })
}

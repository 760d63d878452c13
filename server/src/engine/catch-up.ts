/** Reads what other processes committed to executions that this one holds in memory. Cost O(events since). */

import { listEventsSince } from '../store/list-events-since.ts'
import type { Queryable } from '../store/queryable.ts'
import { advance, type LiveExecution } from './live-execution.ts'

/** Brings the executions up to what stands in the database now, in one round trip. */
export async function catchUp(db: Queryable, executions: readonly LiveExecution[]): Promise<void> {
  const known = executions.map(({ id, state }) => ({ executionId: id, seq: state.seq }))
  const byId = new Map(executions.map((execution) => [execution.id, execution]))
  for (const { executionId, event } of await listEventsSince(db, known)) {
    const execution = byId.get(executionId)
    // Somebody else may have caught it up while this answer was on its way.
    if (execution !== undefined && event.seq === execution.state.seq + 1) advance(execution, event)
  }
}

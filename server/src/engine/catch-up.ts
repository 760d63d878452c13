/** Reads what other processes committed to executions that this one holds in memory. Cost O(events since). */

import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { listEventsSince } from '../store/list-events-since.ts'
import type { Queryable } from '../store/queryable.ts'
import { advance, type LiveExecution } from './live-execution.ts'

/**
 * Brings the executions up to what stands in the database now, in one round trip. Answers the ids of those that
 * were repaired meanwhile: what is held of them may come from rows that were wrong, and has to be read anew.
 */
export async function catchUp(
  db: Queryable,
  executions: readonly LiveExecution[],
): Promise<ReadonlySet<string>> {
  const known = executions.map(({ id, state }) => ({ executionId: id, seq: state.seq }))
  const repaired = new Set<string>()
  const byId = new Map(executions.map((execution) => [execution.id, execution]))
  for (const { executionId, event } of await listEventsSince(db, known)) {
    if (isRepair(event)) repaired.add(executionId)
    const execution = byId.get(executionId)
    // Somebody else may have caught it up while this answer was on its way.
    if (execution !== undefined && event.seq === execution.state.seq + 1) advance(execution, event)
  }
  return repaired
}

function isRepair({ type, data }: ExecutionEvent): boolean {
  return type === 'attempt_ignored' && data.repair !== undefined
}

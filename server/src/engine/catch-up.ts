/** Reads what other processes committed to executions that this one holds in memory. Cost O(events since). */

import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { listEventsSince } from '../store/list-events-since.ts'
import type { Queryable } from '../store/queryable.ts'
import { advance, type LiveExecution } from './live-execution.ts'

export interface CaughtUp {
  /** What is held of these may come from rows that were wrong, or from events that are lost: to be read anew. */
  readonly doubtful: ReadonlySet<string>
  /** These have events beyond the last one that was committed, under this number. */
  readonly damaged: ReadonlyMap<string, number>
}

/** Brings the executions up to what stands in the database now, in one round trip. */
export async function catchUp(db: Queryable, executions: readonly LiveExecution[]): Promise<CaughtUp> {
  const known = executions.map(({ id, state }) => ({ executionId: id, seq: state.seq }))
  const doubtful = new Set<string>()
  const damaged = new Map<string, number>()
  const byId = new Map(executions.map((execution) => [execution.id, execution]))
  for (const { executionId, event, lastSeq } of await listEventsSince(db, known)) {
    const execution = byId.get(executionId)
    if (execution === undefined) continue
    if (event.seq > lastSeq) {
      damaged.set(executionId, lastSeq)
      continue
    }
    if (isRepair(event) || event.seq > execution.state.seq + 1) doubtful.add(executionId)
    // Somebody else may have caught it up while this answer was on its way.
    if (event.seq === execution.state.seq + 1) advance(execution, event)
  }
  return { doubtful, damaged }
}

function isRepair({ type, data }: ExecutionEvent): boolean {
  return type === 'attempt_ignored' && data.repair !== undefined
}

/** What is wrong with such an execution; `lastSeq` where it is known. */
export function toStrayFindings(lastSeq: number | null): readonly StateFinding[] {
  const message = 'Events stand beyond the last one that was committed'
  return [{ code: 'SEQ_DISAGREES', severity: 'error', nodeId: null, message, evidence: { row: lastSeq } }]
}

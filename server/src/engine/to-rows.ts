/** Derives rows from events: the state after them for each touched node, and one row an attempt. Pure. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionState, NodeRecord } from '@heddle/core/execution/state.ts'
import type { AssignmentRow, NodeRow } from '../store/transition.ts'

/** `state` is the execution after the events. A node touched several times gives one row. */
export function toNodeRows(events: readonly ExecutionEvent[], state: ExecutionState): NodeRow[] {
  const rows = new Map<string, NodeRow>()
  for (const event of events) {
    if (event.nodeId === null || event.type === 'attempt_ignored') continue
    const nodeIndex = state.plan.indexOf.get(event.nodeId)
    if (nodeIndex === undefined) continue
    const record = state.getNode(nodeIndex)
    const output = event.type === 'node_completed' ? event.data.output : undefined
    rows.set(event.nodeId, {
      nodeIndex,
      nodeId: event.nodeId,
      record,
      output: output?.kind === 'inline' ? JSON.stringify(output.value) : null,
      outputRef: output?.kind === 'stored' ? JSON.stringify(output) : null,
    })
  }
  return [...rows.values()]
}

/**
 * One row for each attempt that the events start or end; what they do not say is read from the state before. An
 * attempt that gave its node back to wait ends with the wait: by what ends the node, or when the node is queued anew.
 */
export function toAssignmentRows(
  events: readonly ExecutionEvent[],
  state: ExecutionState,
  before: (nodeIndex: number) => NodeRecord,
): AssignmentRow[] {
  const rows = new Map<string, AssignmentRow>()
  const latest = new Map<number, number>()
  for (const event of events) {
    const outcome = outcomes[event.type]
    const nodeIndex = event.nodeId === null ? undefined : state.plan.indexOf.get(event.nodeId)
    if (outcome === undefined || nodeIndex === undefined) continue
    const record = before(nodeIndex)
    if (event.type === 'node_queued' && record.status !== 'waiting' && !latest.has(nodeIndex)) continue
    const attempt = event.attempt ?? latest.get(nodeIndex) ?? record.attempt
    const key = `${nodeIndex}/${attempt}`
    const known = rows.get(key) ?? beginRow(event, { nodeIndex, attempt, record })
    if (known === null || (event.attempt === null && known.status !== 'waiting')) continue
    latest.set(nodeIndex, attempt)
    rows.set(key, outcome === 'running' ? known : endRow(known, outcome, event))
  }
  return [...rows.values()]
}

const outcomes: Partial<Record<ExecutionEvent['type'], AssignmentRow['status']>> = {
  node_queued: 'waited',
  node_started: 'running',
  node_waiting: 'waiting',
  node_completed: 'completed',
  node_failed: 'failed',
  node_retrying: 'failed',
  node_cancelled: 'cancelled',
  attempt_lost: 'lost',
}

function beginRow(
  event: ExecutionEvent,
  { nodeIndex, attempt, record }: { nodeIndex: number; attempt: number; record: NodeRecord },
): AssignmentRow | null {
  const hasStarted = event.type === 'node_started'
  const isWaiting = record.status === 'waiting' && record.attempt === attempt
  // The row that stands keeps the worker that it names: a node that waits holds none.
  const workerId = hasStarted ? event.data.workerId : isWaiting ? '' : record.workerId
  const startedAt = hasStarted ? event.timestamp : record.startedAt
  // A kept result has an attempt but nobody who held it here.
  if (workerId === null || startedAt === null) return null
  return {
    ...{ nodeIndex, attempt, workerId, startedAt, nodeId: event.nodeId ?? '' },
    status: isWaiting ? 'waiting' : 'running',
    completedAt: null,
    input: null,
    error: null,
  }
}

function endRow(row: AssignmentRow, status: AssignmentRow['status'], event: ExecutionEvent): AssignmentRow {
  const { data } = event
  return {
    ...row,
    status,
    // Its worker was done with it when the wait began.
    completedAt: status === 'waited' ? row.completedAt : event.timestamp,
    input: 'input' in data && data.input !== undefined ? JSON.stringify(data.input) : row.input,
    error: 'error' in data ? JSON.stringify(data.error) : null,
  }
}

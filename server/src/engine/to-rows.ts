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

/** One row for each attempt that the events start or end; what they do not say is read from the state before. */
export function toAssignmentRows(
  events: readonly ExecutionEvent[],
  state: ExecutionState,
  before: (nodeIndex: number) => NodeRecord,
): AssignmentRow[] {
  const rows = new Map<string, AssignmentRow>()
  for (const event of events) {
    const outcome = outcomes[event.type]
    if (outcome === undefined || event.nodeId === null || event.attempt === null) continue
    const nodeIndex = state.plan.indexOf.get(event.nodeId)
    if (nodeIndex === undefined) continue
    const key = `${nodeIndex}/${event.attempt}`
    const started = rows.get(key) ?? startedRow(event, nodeIndex, before(nodeIndex))
    if (started !== null) rows.set(key, outcome === 'running' ? started : endRow(started, outcome, event))
  }
  return [...rows.values()]
}

const outcomes: Partial<Record<ExecutionEvent['type'], AssignmentRow['status']>> = {
  node_started: 'running',
  node_waiting: 'waiting',
  node_completed: 'completed',
  node_failed: 'failed',
  node_retrying: 'failed',
  node_cancelled: 'cancelled',
  attempt_lost: 'lost',
}

function startedRow(event: ExecutionEvent, nodeIndex: number, before: NodeRecord): AssignmentRow | null {
  const started = event.type === 'node_started'
  const workerId = started ? event.data.workerId : before.workerId
  const startedAt = started ? event.timestamp : before.startedAt
  // A kept result and a wait that is over have an attempt but nobody who holds it.
  if (workerId === null || startedAt === null) return null
  return {
    nodeIndex,
    nodeId: event.nodeId ?? '',
    attempt: event.attempt ?? 0,
    workerId,
    status: 'running',
    startedAt,
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
    completedAt: event.timestamp,
    input: 'input' in data && data.input !== undefined ? JSON.stringify(data.input) : null,
    error: 'error' in data ? JSON.stringify(data.error) : null,
  }
}

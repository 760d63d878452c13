/** The statuses of executions and nodes, and the questions asked of them. Every record here is exhaustive: a new status does not compile until it is classified. */

export const executionStatuses = ['pending', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const
export type ExecutionStatus = (typeof executionStatuses)[number]

export const nodeStatuses = [
  'pending',
  'queued',
  'running',
  'waiting',
  'retrying',
  'completed',
  'failed',
  'skipped',
  'cancelled',
] as const
export type NodeStatus = (typeof nodeStatuses)[number]

const finalExecution: Record<ExecutionStatus, boolean> = {
  pending: false,
  running: false,
  paused: false,
  completed: true,
  failed: true,
  cancelled: true,
}

/** What a node in this status is for its execution: not reached yet, under way, or settled for good. */
export type NodePhase = 'unreached' | 'active' | 'settled'

const nodePhase: Record<NodeStatus, NodePhase> = {
  pending: 'unreached',
  queued: 'active',
  running: 'active',
  waiting: 'active',
  retrying: 'active',
  completed: 'settled',
  failed: 'settled',
  skipped: 'settled',
  cancelled: 'settled',
}

/** True when nothing can change an execution in this status any more. */
export function isFinal(status: ExecutionStatus): boolean {
  return finalExecution[status]
}

/** True when a node in this status has its last status of this execution. */
export function isSettled(status: NodeStatus): boolean {
  return nodePhase[status] === 'settled'
}

/** True while a node is queued, running, waiting or between two attempts. */
export function isActive(status: NodeStatus): boolean {
  return nodePhase[status] === 'active'
}

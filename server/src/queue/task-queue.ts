/**
 * The task queue port: delivers addresses of queued nodes to workers, most urgent first, fair between
 * executions. It may forget and repeat: the database knows what is queued, and a claim tells who was first.
 */

export interface Task {
  readonly executionId: string
  readonly nodeIndex: number
  /** The attempt that is to be started. */
  readonly attempt: number
  /** Higher is more urgent; see `toTaskPriority`. */
  readonly priority: number
}

export interface QueueDepth {
  readonly tasks: number
}

export interface TaskQueue {
  /** Adding what is there already changes nothing. */
  add(tasks: readonly Task[]): void
  /** The most urgent task, or null. Within a priority executions take turns. */
  take(): Task | null
  /** Priority of the task that `take` would give, or null. */
  peekPriority(): number | null
  has(executionId: string, nodeIndex: number): boolean
  /** Drops the tasks of an execution that is over. */
  forget(executionId: string): void
  depth(): QueueDepth
}

/** An execution's priority counts before a node's; both lie between -100 and 100. */
export function toTaskPriority(executionPriority: number, nodePriority: number): number {
  return executionPriority * 1000 + nodePriority
}

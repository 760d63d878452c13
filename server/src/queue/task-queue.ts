/**
 * The task queue port: delivers addresses of queued nodes to workers, most urgent first, fair between
 * executions. It may forget and repeat: the database knows what is queued, and a claim tells who was first.
 *
 * Synchronous for its caller: an adapter that reaches over the network fetches ahead of `take` and says when
 * there is something at hand.
 */

export interface Task {
  readonly executionId: string
  readonly nodeIndex: number
  /** The attempt that is to be started. */
  readonly attempt: number
  /** Higher is more urgent; see `toTaskPriority`. */
  readonly priority: number
  /** The execution's `seq` when this was written: a reader whose state is older reads on before it decides. */
  readonly seq: number
  /** Only workers of this group take it. */
  readonly workerGroup: string
  /** True where limits beyond its execution hold the node back: the gate is asked before it is claimed. */
  readonly isLimited?: boolean
  /** The process that decides for the execution: whoever takes the task hands its claim and its report over. */
  readonly owner?: string
  /** Not to be delivered before this much time has passed. */
  readonly delayMs?: number
  /** True where the commit that adds it has just queued the attempt: nobody has added it before. */
  readonly isNew?: boolean
}

export interface GroupDepth {
  readonly group: string
  readonly tasks: number
}

export interface QueueDepth {
  readonly tasks: number
  /** How long the oldest task has been waiting; null where nothing waits. */
  readonly oldestMs: number | null
  readonly groups: readonly GroupDepth[]
}

export interface TaskQueue {
  /** Never throws and never waits. Adding what is there already changes nothing. */
  add(tasks: readonly Task[]): void
  /**
   * The tasks at hand, most urgent first and at most `room`; within a priority executions take turns. What is
   * missing to `room` is wanted: the listener is called once there is more.
   */
  take(room: number): Task[]
  /** The task was claimed or refused: it is not delivered again unless it is added again. */
  settle(task: Task): void
  /** Priority of the most urgent task that waits, as far as this process knows, or null. */
  peekPriority(): number | null
  /** True where adding the node's task again would have no use. */
  has(executionId: string, nodeIndex: number): boolean
  /** Drops the tasks of an execution that is over. */
  forget(executionId: string): void
  /** Called whenever there may be something to take. One listener: the worker of this process. */
  onAvailable(listener: () => void): void
  depth(): Promise<QueueDepth>
  health(): { readonly status: 'ok' | 'degraded'; readonly detail: string }
  close(): Promise<void>
}

/** An execution's priority counts before a node's; both lie between -100 and 100. */
export function toTaskPriority(executionPriority: number, nodePriority: number): number {
  return executionPriority * 1000 + nodePriority
}

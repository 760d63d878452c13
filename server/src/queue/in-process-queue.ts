/** The queue of a single process: a bucket a priority, a lane an execution, lanes take turns. All operations O(1) in tasks. */
import type { QueueDepth, Task, TaskQueue } from './task-queue.ts'

interface Lane {
  readonly tasks: Task[]
  head: number
}

/** Lanes by execution in the order of their turns: a Map keeps insertion order, so the first one is next. */
type Bucket = Map<string, Lane>

/** Which worker groups the worker of this process serves: those named, or every one. */
export type ServedGroups = readonly string[] | 'all'

export class InProcessQueue implements TaskQueue {
  readonly #served: ServedGroups
  readonly #buckets = new Map<number, Bucket>()
  /** Priorities with waiting tasks, most urgent first. */
  #priorities: number[] = []
  /** When each task that waits was added, by execution and node. */
  readonly #known = new Map<string, Map<number, number>>()
  readonly #delayed = new Set<NodeJS.Timeout>()
  #tasks = 0
  #onAvailable: () => void = () => undefined

  constructor(served: ServedGroups = 'all') {
    this.#served = served
  }

  /** Tasks of groups that nobody here serves are dropped: whoever serves them finds them in the database. */
  add(tasks: readonly Task[]): void {
    for (const task of tasks) {
      if (!this.#serves(task)) continue
      if (task.delayMs !== undefined && task.delayMs > 0) this.#addLater(task, task.delayMs)
      else this.#addNow(task)
    }
    this.#onAvailable()
  }

  take(room: number): Task[] {
    const taken: Task[] = []
    while (taken.length < room) {
      const priority = this.peekPriority()
      if (priority === null) break
      const task = this.#takeFrom(priority)
      // A task of an execution that was forgotten meanwhile is passed over.
      if (task !== null && this.#forgetTask(task)) taken.push(task)
    }
    return taken
  }

  settle(): void {
    // What was taken is out of the queue already.
  }

  peekPriority(): number | null {
    return this.#priorities[0] ?? null
  }

  has(executionId: string, nodeIndex: number): boolean {
    return this.#known.get(executionId)?.has(nodeIndex) ?? false
  }

  forget(executionId: string): void {
    this.#tasks -= this.#known.get(executionId)?.size ?? 0
    this.#known.delete(executionId)
    for (const [priority, bucket] of this.#buckets) {
      if (bucket.delete(executionId) && bucket.size === 0) this.#dropBucket(priority)
    }
  }

  onAvailable(listener: () => void): void {
    this.#onAvailable = listener
  }

  depth(): Promise<QueueDepth> {
    const groups = new Map<string, number>()
    let oldest = Number.POSITIVE_INFINITY
    for (const bucket of this.#buckets.values()) {
      for (const [executionId, lane] of bucket) {
        const first = lane.tasks[lane.head]
        const addedAt = first && this.#known.get(executionId)?.get(first.nodeIndex)
        if (addedAt !== undefined) oldest = Math.min(oldest, addedAt)
        for (const task of lane.tasks.slice(lane.head)) {
          groups.set(task.workerGroup, (groups.get(task.workerGroup) ?? 0) + 1)
        }
      }
    }
    return Promise.resolve({
      tasks: this.#tasks,
      oldestMs: Number.isFinite(oldest) ? Date.now() - oldest : null,
      groups: [...groups].map(([group, tasks]) => ({ group, tasks })),
    })
  }

  health() {
    return { status: 'ok', detail: 'in process' } as const
  }

  close(): Promise<void> {
    for (const timer of this.#delayed) clearTimeout(timer)
    return Promise.resolve()
  }

  #serves({ workerGroup }: Task): boolean {
    return this.#served === 'all' || this.#served.includes(workerGroup)
  }

  #addNow(task: Task): void {
    const known = this.#known.get(task.executionId) ?? new Map<number, number>()
    if (known.has(task.nodeIndex)) return
    known.set(task.nodeIndex, Date.now())
    this.#known.set(task.executionId, known)
    this.#laneOf(task).tasks.push(task)
    this.#tasks += 1
  }

  #addLater(task: Task, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#delayed.delete(timer)
      this.#addNow(task)
      this.#onAvailable()
    }, delayMs)
    this.#delayed.add(timer)
  }

  #laneOf(task: Task): Lane {
    let bucket = this.#buckets.get(task.priority)
    if (bucket === undefined) {
      bucket = new Map()
      this.#buckets.set(task.priority, bucket)
      this.#priorities = [...this.#buckets.keys()].sort((a, b) => b - a)
    }
    const lane = bucket.get(task.executionId) ?? { tasks: [], head: 0 }
    bucket.set(task.executionId, lane)
    return lane
  }

  #takeFrom(priority: number): Task | null {
    const bucket = this.#buckets.get(priority)
    const turn = bucket?.entries().next().value
    if (bucket === undefined || turn === undefined) return null
    const [executionId, lane] = turn
    const task = lane.tasks[lane.head] ?? null
    lane.head += 1
    bucket.delete(executionId)
    if (lane.head < lane.tasks.length) bucket.set(executionId, lane)
    else if (bucket.size === 0) this.#dropBucket(priority)
    return task
  }

  #forgetTask(task: Task): boolean {
    const known = this.#known.get(task.executionId)
    if (known === undefined || !known.delete(task.nodeIndex)) return false
    if (known.size === 0) this.#known.delete(task.executionId)
    this.#tasks -= 1
    return true
  }

  #dropBucket(priority: number): void {
    this.#buckets.delete(priority)
    this.#priorities = this.#priorities.filter((known) => known !== priority)
  }
}

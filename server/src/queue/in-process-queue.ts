/** The queue of a single process: a bucket a priority, a lane an execution, lanes take turns. All operations O(1) in tasks. */
import type { QueueDepth, Task, TaskQueue } from './task-queue.ts'

interface Lane {
  readonly tasks: Task[]
  head: number
}

/** Lanes by execution in the order of their turns: a Map keeps insertion order, so the first one is next. */
type Bucket = Map<string, Lane>

export class InProcessQueue implements TaskQueue {
  readonly #buckets = new Map<number, Bucket>()
  /** Priorities with waiting tasks, most urgent first. */
  #priorities: number[] = []
  readonly #known = new Map<string, Set<number>>()
  #tasks = 0

  add(tasks: readonly Task[]): void {
    for (const task of tasks) {
      const known = this.#known.get(task.executionId) ?? new Set()
      if (known.has(task.nodeIndex)) continue
      known.add(task.nodeIndex)
      this.#known.set(task.executionId, known)
      this.#laneOf(task).tasks.push(task)
      this.#tasks += 1
    }
  }

  take(): Task | null {
    for (;;) {
      const priority = this.peekPriority()
      if (priority === null) return null
      const task = this.#takeFrom(priority)
      // A task of an execution that was forgotten meanwhile is passed over.
      if (task !== null && this.#forgetTask(task)) return task
    }
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

  depth(): QueueDepth {
    return { tasks: this.#tasks }
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

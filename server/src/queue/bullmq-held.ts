/**
 * What this process has of the queue: tasks at hand, taken, or being settled, and the jobs that brought them. A task
 * is delivered once while it is held, however often Redis gives it out again. A job is done when its last task is.
 */
import { toTaskId } from './bullmq-job.ts'
import type { Task } from './task-queue.ts'

/** A job as Redis gave it out, or a task that never left this process. */
export interface Delivery {
  /** Null for what Redis does not know. */
  readonly jobId: string | null
  readonly group: string
  readonly tasks: readonly Task[]
}

interface HeldTask {
  readonly task: Task
  readonly job: HeldJob
  readonly turn: number
  state: 'at-hand' | 'taken' | 'settling'
  /** It was added again while it was no longer at hand: to be added once its job is done. */
  again: Task | null
}

export interface HeldJob {
  readonly delivery: Delivery
  /** Milliseconds since the epoch. */
  readonly since: number
  held: HeldTask[]
  /** Redis gave the job out again before the answer to its end was heard: at hand once it was. */
  redelivered: Delivery | null
}

/** Tasks of a job that nobody took in time. */
export interface Leftover {
  readonly job: HeldJob
  readonly tasks: readonly Task[]
}

export class BullmqHeld {
  readonly #tasks = new Map<string, HeldTask>()
  readonly #jobs = new Map<string, HeldJob>()
  /** Most urgent first, and within a priority in turns of their executions, as they are in Redis. */
  readonly #atHand: HeldTask[] = []
  /** The last turn of each execution at hand. */
  readonly #turns = new Map<string, number>()
  /** The turn that was served last. */
  #served = 0

  /** Puts the tasks of a job at hand, except those that are held already; false where it brought nothing new. */
  hold(delivery: Delivery, now: number): boolean {
    const known = this.#jobs.get(keyOf(delivery))
    if (known !== undefined) {
      if (isDone(known)) known.redelivered = delivery
      return true
    }
    const job: HeldJob = { delivery, since: now, held: [], redelivered: null }
    for (const task of delivery.tasks) {
      if (this.#tasks.has(toTaskId(task))) continue
      const held: HeldTask = { task, job, turn: this.#giveTurn(task), state: 'at-hand', again: null }
      job.held.push(held)
      this.#tasks.set(toTaskId(task), held)
      this.#queue(held)
    }
    if (job.held.length === 0) return false
    this.#jobs.set(keyOf(delivery), job)
    return true
  }

  take(room: number): Task[] {
    const taken = this.#atHand.splice(0, room)
    for (const held of taken) {
      held.state = 'taken'
      this.#served = Math.max(this.#served, held.turn)
    }
    if (this.#atHand.length === 0) this.#turns.clear()
    return taken.map(({ task }) => task)
  }

  get atHand(): number {
    return this.#atHand.length
  }

  /** Of what is at hand, that which never left this process. */
  get keptAtHand(): number {
    return this.#atHand.filter(({ job }) => job.delivery.jobId === null).length
  }

  peekPriority(): number | null {
    return this.#atHand[0]?.task.priority ?? null
  }

  /** The task was claimed or refused; answers its job where that is done with it. */
  settle(task: Task): HeldJob | null {
    const held = this.#tasks.get(toTaskId(task))
    if (held?.state !== 'taken') return null
    held.state = 'settling'
    return isDone(held.job) ? held.job : null
  }

  /** The job is gone from Redis, or was put back; answers what was added again meanwhile. */
  release(job: HeldJob, now: number): Task[] {
    this.#jobs.delete(keyOf(job.delivery))
    for (const { task } of job.held) this.#tasks.delete(toTaskId(task))
    if (job.redelivered !== null) this.hold(job.redelivered, now)
    return job.held.flatMap(({ again }) => again ?? [])
  }

  /** These tasks go another way; answers whether the job is done without them. */
  detach({ job, tasks }: Leftover): boolean {
    const gone = new Set(tasks)
    job.held = job.held.filter(({ task }) => !gone.has(task))
    for (const task of tasks) this.#tasks.delete(toTaskId(task))
    return isDone(job)
  }

  /** True when adding the task has to wait or has no use, because it is held: its job would take it for known. */
  absorb(task: Task): boolean {
    const held = this.#tasks.get(toTaskId(task))
    if (held === undefined) return false
    if (held.state !== 'at-hand') held.again = task
    return true
  }

  /** Takes away what is at hand since `before` and nobody took; it counts as being settled. */
  withdraw(before: number): Leftover[] {
    return this.#remove(({ job }) => job.since <= before)
  }

  /** Takes away what is at hand of an execution; answers the jobs that are done then. */
  withdrawExecution(executionId: string): HeldJob[] {
    const removed = this.#remove(({ task }) => task.executionId === executionId)
    return removed.flatMap(({ job }) => (isDone(job) ? job : []))
  }

  /** The jobs that are not done. */
  list(): HeldJob[] {
    return [...this.#jobs.values()].filter((job) => !isDone(job))
  }

  #giveTurn({ executionId }: Task): number {
    const turn = Math.max(this.#served, this.#turns.get(executionId) ?? 0) + 1
    this.#turns.set(executionId, turn)
    return turn
  }

  #queue(held: HeldTask): void {
    const { task, turn } = held
    const index = this.#atHand.findIndex((other) => {
      const { priority } = other.task
      return priority < task.priority || (priority === task.priority && other.turn > turn)
    })
    this.#atHand.splice(index === -1 ? this.#atHand.length : index, 0, held)
  }

  #remove(matches: (held: HeldTask) => boolean): Leftover[] {
    const removed = this.#atHand.filter(matches)
    for (const held of removed) {
      held.state = 'settling'
      this.#atHand.splice(this.#atHand.indexOf(held), 1)
    }
    return [...Map.groupBy(removed, ({ job }) => job)].map(([job, left]) => ({
      job,
      tasks: left.map(({ task }) => task),
    }))
  }
}

function keyOf({ jobId, tasks }: Delivery): string {
  return jobId ?? tasks.map(toTaskId).join()
}

function isDone(job: HeldJob): boolean {
  return job.held.every(({ state }) => state === 'settling')
}

/**
 * The tasks that this process holds: fetched and at hand, taken by the worker loop, or being settled. A task is
 * delivered once while it is held, however often Redis gives it out again.
 */
import { toJobId } from './bullmq-job.ts'
import type { Task } from './task-queue.ts'

interface HeldTask {
  readonly jobId: string
  readonly task: Task
  readonly since: number
  state: 'at-hand' | 'taken' | 'settling'
  /** It was added again while it was no longer at hand: to be added once it is settled. */
  again: Task | null
  /** Redis gave it out again before the answer to its settling was heard: at hand once it was. */
  redelivered: Task | null
}

export class BullmqHeld {
  readonly #byId = new Map<string, HeldTask>()
  /** Most urgent first, and first come first within a priority: Redis gave them out in the order of their turns. */
  readonly #atHand: HeldTask[] = []

  /** Puts a fetched task at hand, unless it is held already. */
  hold(task: Task, now: number): void {
    const jobId = toJobId(task)
    const known = this.#byId.get(jobId)
    if (known !== undefined) {
      if (known.state === 'settling') known.redelivered = task
      return
    }
    const held: HeldTask = { jobId, task, since: now, state: 'at-hand', again: null, redelivered: null }
    this.#byId.set(jobId, held)
    const index = this.#atHand.findIndex((other) => other.task.priority < task.priority)
    this.#atHand.splice(index === -1 ? this.#atHand.length : index, 0, held)
  }

  take(room: number): Task[] {
    const taken = this.#atHand.splice(0, room)
    for (const held of taken) held.state = 'taken'
    return taken.map((held) => held.task)
  }

  get atHand(): number {
    return this.#atHand.length
  }

  peekPriority(): number | null {
    return this.#atHand[0]?.task.priority ?? null
  }

  /** True when the task is taken and now being settled. */
  beginSettling(jobId: string): boolean {
    const held = this.#byId.get(jobId)
    if (held?.state !== 'taken') return false
    held.state = 'settling'
    return true
  }

  /** The task is gone from the queue, or was put back; answers what was added again meanwhile. */
  release(jobId: string, now: number): Task | null {
    const held = this.#byId.get(jobId)
    this.#byId.delete(jobId)
    if (held?.redelivered) this.hold(held.redelivered, now)
    return held?.again ?? null
  }

  /**
   * True when adding the task has to wait or has no use, because its job still exists: it would be taken for a
   * duplicate, and settling the one that is held would leave none.
   */
  absorb(task: Task): boolean {
    const held = this.#byId.get(toJobId(task))
    if (held === undefined) return false
    if (held.state !== 'at-hand') held.again = task
    return true
  }

  /** Takes away what is at hand since `before` and nobody took; it counts as being settled. */
  withdraw(before: number): Task[] {
    return this.#remove((held) => held.since <= before)
  }

  /** Takes away what is at hand of an execution; it counts as being settled. */
  withdrawExecution(executionId: string): Task[] {
    return this.#remove((held) => held.task.executionId === executionId)
  }

  /** All that is not being settled. */
  list(): readonly { readonly task: Task; readonly since: number }[] {
    return [...this.#byId.values()].filter((held) => held.state !== 'settling')
  }

  #remove(matches: (held: HeldTask) => boolean): Task[] {
    const removed = this.#atHand.filter(matches)
    for (const held of removed) {
      held.state = 'settling'
      this.#atHand.splice(this.#atHand.indexOf(held), 1)
    }
    return removed.map((held) => held.task)
  }
}

/**
 * Which tasks stay in the process that made them ready. While its slots fall free faster than Redis answers, a task
 * that is put at hand here starts sooner than one that goes to Redis and back, and no other process has to learn of
 * its execution. Not for ever: after some tasks in a row the execution takes its turn in the line that all share.
 */
import type { Task } from './task-queue.ts'

/** Tasks in a row. */
const longestRun = 8
const rememberedAtMost = 1000

export class BullmqKept {
  readonly #mayKeep: (task: Task) => boolean
  /** Tasks in a row that an execution kept here. */
  readonly #runs = new Map<string, number>()

  /** @param mayKeep False for tasks that are not this process's to run, or that others are to see. */
  constructor(mayKeep: (task: Task) => boolean) {
    this.#mayKeep = mayKeep
  }

  /** Parts the tasks of a commit into those to keep, at most `room`, and those to share. */
  part(tasks: readonly Task[], room: number): { readonly kept: Task[]; readonly shared: Task[] } {
    const kept: Task[] = []
    const shared: Task[] = []
    for (const task of tasks) {
      if (kept.length < room && isNewWork(task) && this.#mayKeep(task) && this.#countOn(task)) kept.push(task)
      else shared.push(task)
    }
    return { kept, shared }
  }

  /** False for the task that goes to the line that all share, with which the count begins anew. */
  #countOn({ executionId }: Task): boolean {
    if (this.#runs.size > rememberedAtMost) this.#runs.clear()
    const run = this.#runs.get(executionId) ?? 0
    this.#runs.set(executionId, run < longestRun ? run + 1 : 0)
    return run < longestRun
  }
}

/** What was added before may be in the line already; what is held back by a limit or a time is nobody's yet. */
function isNewWork({ isNew, isLimited, delayMs }: Task): boolean {
  return isNew === true && !isLimited && delayMs === undefined
}

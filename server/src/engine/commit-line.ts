/**
 * The line before the group commit: commands wait in the order in which they came, those of one execution together.
 * An execution is in at most one commit at a time, so its commands keep their order. Commands that a person waits
 * for can be taken out of turn, so that they do not stand behind the large batches of others.
 */
import { isAdmission } from './has-room.ts'
import { isUrgent, type Submission } from './submission.ts'

/** What is committed together: commands by execution. */
export type Batch = ReadonlyMap<string, Submission[]>

/** Batches of 32 to 128 measured best; beyond, one statement only takes longer. */
const maxBatch = 128

export class CommitLine {
  readonly #waiting = new Map<string, Submission[]>()
  readonly #underWay = new Set<string>()
  /** Executions that wait with something urgent. */
  readonly #urgent = new Set<string>()

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  join(submission: Submission): void {
    if (isAdmission(submission) || isUrgent(submission)) submission.alone = true
    const { executionId } = submission
    if (isUrgent(submission)) this.#urgent.add(executionId)
    const waiting = this.#waiting.get(executionId)
    if (waiting === undefined) this.#waiting.set(executionId, [submission])
    else waiting.push(submission)
  }

  /** To the front of their execution: they were taken and came to nothing. */
  putBack(executionId: string, submissions: readonly Submission[]): void {
    if (submissions.some(isUrgent)) this.#urgent.add(executionId)
    this.#waiting.set(executionId, [...submissions, ...this.listWaiting(executionId)])
  }

  listWaiting(executionId: string): readonly Submission[] {
    return this.#waiting.get(executionId) ?? []
  }

  /** The next batch, empty where all that waits is being committed. Its executions are to be released. */
  take(): Batch {
    return this.#takeOf(this.#waiting.keys())
  }

  takeUrgent(): Batch {
    return this.#takeOf(this.#urgent)
  }

  release(batch: Batch): void {
    for (const id of batch.keys()) this.#underWay.delete(id)
  }

  #takeOf(executionIds: Iterable<string>): Batch {
    const batch = new Map<string, Submission[]>()
    let room = maxBatch
    for (const id of executionIds) {
      if (room <= 0) break
      const submissions = this.#waiting.get(id)
      if (submissions === undefined || this.#underWay.has(id)) continue
      const alone = submissions[0]?.alone === true
      if (alone && batch.size > 0) continue
      const nextAlone = submissions.slice(0, room).findIndex((submission) => submission.alone)
      const taken = submissions.splice(0, alone ? 1 : nextAlone > 0 ? nextAlone : room)
      if (submissions.length === 0) this.#waiting.delete(id)
      if (this.#urgent.has(id) && !submissions.some(isUrgent)) this.#urgent.delete(id)
      this.#underWay.add(id)
      batch.set(id, taken)
      room = alone ? 0 : room - taken.length
    }
    return batch
  }
}

/** Takes tasks to Redis, a batch at a time a group. What it cannot take it hands back: nothing waits for Redis. */
import type { Logger } from '../ops/logger.ts'
import { toBundles } from './bullmq-bundles.ts'
import type { BullmqGroup } from './bullmq-group.ts'
import type { Bundle } from './bullmq-job.ts'
import type { Task } from './task-queue.ts'

export interface BullmqAdderDeps {
  readonly groupOf: (name: string) => BullmqGroup
  readonly isReady: () => boolean
  readonly logger: Logger
  /** The tasks are in Redis; `head` is the most urgent priority that waits there then. */
  readonly onAdded: (group: string, jobs: number, head: number | null) => void
  readonly onRefused: (tasks: readonly Task[]) => void
}

interface Outbox {
  pending: Task[]
  /** What was pending, as it travels. */
  bundles: Bundle[]
  /** The most urgent of what is on its way, until all has arrived. */
  urgency: number
  readonly arrived: Promise<void>
}

/** Jobs: enough to cost little each, few enough (10 ms of Redis) for others to be served in between. */
const BATCH = 256

export class BullmqAdder {
  readonly #deps: BullmqAdderDeps
  readonly #outboxes = new Map<string, Outbox>()

  constructor(deps: BullmqAdderDeps) {
    this.#deps = deps
  }

  add(tasks: readonly Task[]): void {
    if (tasks.length === 0) return
    if (!this.#deps.isReady()) {
      this.#deps.onRefused(tasks)
      return
    }
    for (const task of tasks) {
      const outbox = this.#outboxes.get(task.workerGroup) ?? this.#open(task.workerGroup)
      outbox.pending.push(task)
      outbox.urgency = Math.max(outbox.urgency, task.priority)
    }
  }

  /** The most urgent priority on its way to the group, or null. */
  peekPriority(group: string): number | null {
    return this.#outboxes.get(group)?.urgency ?? null
  }

  forget(executionId: string): void {
    for (const outbox of this.#outboxes.values()) {
      outbox.pending = outbox.pending.filter((task) => task.executionId !== executionId)
      outbox.bundles = outbox.bundles.filter(([first]) => first.executionId !== executionId)
    }
  }

  async untilArrived(): Promise<void> {
    await Promise.all([...this.#outboxes.values()].map((outbox) => outbox.arrived))
  }

  #open(group: string): Outbox {
    const outbox: Outbox = {
      pending: [],
      bundles: [],
      urgency: Number.NEGATIVE_INFINITY,
      // Sent at the end of this turn, with all that the turn adds.
      arrived: Promise.resolve().then(() => this.#send(group, outbox)),
    }
    this.#outboxes.set(group, outbox)
    return outbox
  }

  async #send(group: string, outbox: Outbox): Promise<void> {
    const isSent = () => outbox.pending.length + outbox.bundles.length === 0
    while (!isSent()) {
      if (outbox.bundles.length === 0) outbox.bundles = toBundles(outbox.pending.splice(0))
      const batch = outbox.bundles.splice(0, BATCH)
      try {
        const head = await this.#deps.groupOf(group).add(batch)
        // Before anybody hears of it, so that what is added then gets an outbox that is still to be sent.
        if (isSent()) this.#outboxes.delete(group)
        this.#deps.onAdded(group, batch.length, head)
      } catch (error) {
        this.#outboxes.delete(group)
        this.#refuse(
          group,
          [...batch.flat(), ...outbox.bundles.splice(0).flat(), ...outbox.pending.splice(0)],
          error,
        )
      }
    }
    if (this.#outboxes.get(group) === outbox) this.#outboxes.delete(group)
  }

  #refuse(group: string, tasks: readonly Task[], error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error)
    this.#deps.logger.warn({ event: 'queue_add_failed', group, tasks: tasks.length, error: cause })
    this.#deps.onRefused(tasks)
  }
}

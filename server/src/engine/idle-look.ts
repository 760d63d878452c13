/**
 * A worker with room that is offered nothing looks at the database itself. Without Redis this is how work spreads
 * over processes; with Redis it finds, within seconds, what a flushed or restarted Redis forgot.
 */
import type { Logger } from '../ops/logger.ts'
import type { TaskQueue } from '../queue/task-queue.ts'
import type { Redelivery } from './redelivery.ts'

export interface IdleLookDeps {
  readonly redelivery: Pick<Redelivery, 'offerToIdle'>
  readonly queue: TaskQueue
  /** Slots of the worker that are free. */
  readonly room: () => number
  /** False where every process hears of tasks from a shared queue. */
  readonly isOnlySource: boolean
  readonly logger: Logger
}

/** Often enough to be the way on which work arrives, seldom enough to cost an idle fleet nothing. */
const lookEveryMs = 500
/** With a shared queue, a task that waits this long beside an idle worker was forgotten. */
const forgottenAfterMs = 2000
const idleLooksBeforeDoubt = 4

export class IdleLook {
  readonly #deps: IdleLookDeps
  #timer: NodeJS.Timeout | null = null
  #idleLooks = 0
  /** The look under way: while the database hangs, no second one joins it. */
  #looking: Promise<void> | null = null

  constructor(deps: IdleLookDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look()
        .catch((error: unknown) => {
          this.#deps.logger.debug({ event: 'idle_look_failed', err: error })
        })
        .finally(() => {
          this.#looking = null
        })
    }, lookEveryMs)
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    const { redelivery, queue, isOnlySource } = this.#deps
    const room = this.#deps.room()
    this.#idleLooks = room > 0 ? this.#idleLooks + 1 : 0
    if (room <= 0) return
    if (isOnlySource || queue.health().status === 'degraded') {
      // More than there is room for: others look at the same nodes, and some are of groups that are not served here.
      await redelivery.offerToIdle(0, room * 4 + 100)
    } else if (this.#idleLooks >= idleLooksBeforeDoubt) {
      this.#idleLooks = 0
      await redelivery.offerToIdle(forgottenAfterMs, room * 4 + 100)
    }
  }
}

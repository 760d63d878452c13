/** Renews this process's presence and sweeps, one after the other: who could not renew does not judge others. */
import type { Logger } from '../ops/logger.ts'
import { type Presence, renewEveryMs } from '../presence/presence.ts'
import type { WorkerIdentity, WorkerLoad } from '../store/worker-presence.ts'
import { type SweepDeps, sweep } from './sweep.ts'

export interface KeeperDeps extends SweepDeps {
  readonly presence: Presence
  readonly identity: WorkerIdentity | null
  /** What the worker carries, told with each renewal. */
  readonly load: () => WorkerLoad
  readonly logger: Logger
}

/** A node that has been queued for this long without a worker is offered again. */
const forgottenAfterMs = 15_000

export class Keeper {
  readonly #deps: KeeperDeps
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(deps: KeeperDeps) {
    this.#deps = deps
  }

  /** Recovers at once what a process before this one left, then keeps on. */
  async start(): Promise<void> {
    await this.#keep(0)
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() =>
        this.#keep(forgottenAfterMs).catch((error: unknown) => {
          this.#deps.logger.warn({ event: 'sweep_failed', err: error })
        }),
      )
    }, renewEveryMs)
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#running
    const { identity, presence, logger } = this.#deps
    if (identity === null) return
    await presence
      .leave(identity.id)
      .catch((error: unknown) => logger.warn({ event: 'leave_failed', err: error }))
  }

  async #keep(queuedForMs: number): Promise<void> {
    const { identity, presence, load } = this.#deps
    if (identity !== null) await presence.renew(identity, load())
    await sweep(this.#deps, queuedForMs)
  }
}

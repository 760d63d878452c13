/**
 * Keeps this process's place and looks after the rest: renews its presence, follows orders to drain, and, where
 * it holds the lease of the sweep, sweeps. One after the other: who could not renew does not judge others.
 */
import type { Logger } from '../ops/logger.ts'
import type { Holder } from '../presence/holder.ts'
import { type Presence, renewEveryMs } from '../presence/presence.ts'
import type { DrainOrder, WorkerIdentity, WorkerLoad } from '../store/worker-presence.ts'
import type { LocalWorker } from './local-worker.ts'
import { loseForgotten, type SweepDeps, sweep } from './sweep.ts'

/** The worker of this process and what is told of it. */
export interface KeptWorker {
  readonly worker: LocalWorker
  readonly identity: WorkerIdentity
  /** What the worker carries, told with each renewal. */
  readonly load: () => WorkerLoad
  readonly follow: (order: DrainOrder) => void
}

export interface KeeperDeps extends SweepDeps {
  readonly presence: Presence
  /** Null in a server that runs no nodes. */
  readonly kept: KeptWorker | null
  /** Of the sweep: one process at a time. */
  readonly holder: Holder
  /** Further looks at what nobody looks after, made with the sweep. */
  readonly looks: readonly (() => Promise<void>)[]
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
    await this.#renew()
    await this.#sweep(0)
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() =>
        this.#keep().catch((error: unknown) => {
          this.#deps.logger.warn({ event: 'sweep_failed', err: error })
        }),
      )
    }, renewEveryMs)
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#running
    const { kept, presence, holder, logger } = this.#deps
    const leave = async () => {
      await holder.release()
      if (kept !== null) await presence.leave(kept.identity.id)
    }
    await leave().catch((error: unknown) => logger.warn({ event: 'leave_failed', err: error }))
  }

  async #keep(): Promise<void> {
    const { kept, holder } = this.#deps
    await this.#renew()
    if (kept !== null) await loseForgotten(this.#deps, kept.worker)
    await holder.runAsHolder(() => this.#sweep(forgottenAfterMs))
  }

  async #renew(): Promise<void> {
    const { kept, presence } = this.#deps
    if (kept !== null) kept.follow(await presence.renew(kept.identity, kept.load()))
  }

  async #sweep(queuedForMs: number): Promise<void> {
    await sweep(this.#deps, queuedForMs)
    for (const look of this.#deps.looks) await look()
  }
}

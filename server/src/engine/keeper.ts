/**
 * Keeps this process's place and looks after the rest: renews its presence, follows orders to drain, and, where
 * it holds the lease of the sweep, sweeps. One after the other: who could not renew does not judge others.
 */
import type { Logger } from '../ops/logger.ts'
import type { Holder } from '../presence/holder.ts'
import { type Presence, renewEveryMs, timeToLiveMs } from '../presence/presence.ts'
import type { DrainOrder, WorkerIdentity, WorkerLoad } from '../store/worker-presence.ts'
import type { LocalWorker } from './local-worker.ts'
import { loseForgotten, type SweepDeps, stopLost, sweep } from './sweep.ts'

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

/** A vanished worker's nodes go on within its time to live and one such round: 35 s at the latest. */
const sweepEveryMs = 4000

/** A node that has been queued for half a time to live without a worker is offered again. */
const forgottenAfter = 0.5

export class Keeper {
  readonly #deps: KeeperDeps
  readonly #timers: NodeJS.Timeout[] = []
  #running: Promise<void> = Promise.resolve()

  constructor(deps: KeeperDeps) {
    this.#deps = deps
  }

  /** Recovers at once what a process before this one left, then keeps on. */
  async start(): Promise<void> {
    await this.#renew()
    await this.#sweep(0)
    this.#every(renewEveryMs, () => this.#keepPlace())
    this.#every(sweepEveryMs, async () => {
      await this.#deps.holder.runAsHolder(() => this.#sweep(timeToLiveMs * forgottenAfter))
    })
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#running
    const { kept, presence, holder, logger } = this.#deps
    const leave = async () => {
      await holder.release()
      if (kept !== null) await presence.leave(kept.identity.id)
    }
    await leave().catch((error: unknown) => logger.warn({ event: 'leave_failed', err: error }))
  }

  #every(ms: number, work: () => Promise<void>): void {
    let isUnderWay = false
    const round = () => {
      // While the database hangs rounds do not pile up behind it.
      if (isUnderWay) return
      isUnderWay = true
      this.#running = this.#running
        .then(work)
        .catch((error: unknown) => this.#deps.logger.warn({ event: 'keeping_failed', err: error }))
        .finally(() => {
          isUnderWay = false
        })
    }
    this.#timers.push(setInterval(round, ms))
  }

  async #keepPlace(): Promise<void> {
    const { kept } = this.#deps
    await this.#renew()
    if (kept === null) return
    await loseForgotten(this.#deps, kept.worker)
    await stopLost(this.#deps, kept.worker)
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

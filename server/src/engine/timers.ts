/**
 * Pauses and waits that end soon, as timers in memory over times that stand in the database. The poll finds
 * what was set by other processes or before a restart; losing this process loses no timer.
 */
import type { Logger } from '../ops/logger.ts'
import type { Holder } from '../presence/holder.ts'
import { listDueNodes, listExpiredExecutions } from '../store/list-due-nodes.ts'
import type { Queryable } from '../store/queryable.ts'

export interface TimersDeps {
  readonly db: Queryable
  readonly wake: (executionId: string, nodeIndex: number) => void
  readonly expire: (executionId: string) => void
  /** One process at a time looks for what others set; null where there are no others. */
  readonly holder: Holder | null
  readonly logger: Logger
}

/** What is due within this time is held in memory; the poll comes round well before it is over. */
const horizonMs = 15_000
const pollMs = 5000

export class Timers {
  readonly #deps: TimersDeps
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #polling: NodeJS.Timeout | null = null
  #hasStopped = false

  constructor(deps: TimersDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#poll()
    this.#polling = setInterval(() => this.#poll(), pollMs)
  }

  stop(): void {
    this.#hasStopped = true
    if (this.#polling !== null) clearInterval(this.#polling)
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  /**
   * Wakes the node at a time, milliseconds since the epoch. A second call for the same node replaces the first; after
   * the stop, none is kept: whoever polls next finds it.
   */
  set(node: { executionId: string; nodeIndex: number }, dueAt: number): void {
    const delayMs = dueAt - Date.now()
    if (this.#hasStopped || delayMs > horizonMs) return
    const key = `${node.executionId}/${node.nodeIndex}`
    clearTimeout(this.#timers.get(key))
    const ring = () => {
      this.#timers.delete(key)
      this.#deps.wake(node.executionId, node.nodeIndex)
    }
    // One millisecond late, never early: the core refuses to wake a node before its time.
    this.#timers.set(key, setTimeout(ring, Math.max(0, delayMs) + 1))
  }

  #poll(): void {
    const { holder } = this.#deps
    const polled = holder === null ? this.#readDue() : holder.runAsHolder(() => this.#readDue())
    polled.catch((error: unknown) => this.#deps.logger.warn({ event: 'timer_poll_failed', err: error }))
  }

  async #readDue(): Promise<void> {
    const [nodes, expired] = await Promise.all([
      listDueNodes(this.#deps.db, horizonMs),
      listExpiredExecutions(this.#deps.db),
    ])
    for (const node of nodes) {
      if (!this.#timers.has(`${node.executionId}/${node.nodeIndex}`)) this.set(node, node.dueAt.getTime())
    }
    for (const id of expired) this.#deps.expire(id)
  }
}

/**
 * Pauses, waits and deadlines that end soon, as timers in memory over times that stand in the database. The poll
 * finds what was set by other processes or before a restart; losing this process loses no timer.
 */
import type { Logger } from '../ops/logger.ts'
import type { Holder } from '../presence/holder.ts'
import { listDueExecutions, listDueNodes } from '../store/list-due-nodes.ts'
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
/** Most executions end long before their deadline: it is held only where it may come before the next poll. */
const deadlineHorizonMs = pollMs + 1000

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
  set(node: DueNodeAddress, dueAt: number): void {
    if (dueAt - Date.now() > horizonMs) return
    this.#arm(keyOf(node), dueAt, () => this.#deps.wake(node.executionId, node.nodeIndex))
  }

  /** Ends the execution at a time, in the same way. */
  setDeadline(executionId: string, dueAt: number): void {
    if (dueAt - Date.now() > deadlineHorizonMs) return
    this.#arm(executionId, dueAt, () => this.#deps.expire(executionId))
  }

  /** The execution ended before. */
  clearDeadline(executionId: string): void {
    clearTimeout(this.#timers.get(executionId))
    this.#timers.delete(executionId)
  }

  #arm(key: string, dueAt: number, ring: () => void): void {
    if (this.#hasStopped) return
    clearTimeout(this.#timers.get(key))
    const delayMs = Math.max(0, dueAt - Date.now())
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      ring()
    }, delayMs + 1) // One millisecond late, never early: the core refuses what is not due.
    this.#timers.set(key, timer)
  }

  #poll(): void {
    const { holder } = this.#deps
    const polled = holder === null ? this.#readDue() : holder.runAsHolder(() => this.#readDue())
    polled.catch((error: unknown) => this.#deps.logger.warn({ event: 'timer_poll_failed', err: error }))
  }

  async #readDue(): Promise<void> {
    const [nodes, executions] = await Promise.all([
      listDueNodes(this.#deps.db, horizonMs),
      listDueExecutions(this.#deps.db, deadlineHorizonMs),
    ])
    for (const node of nodes) {
      if (!this.#timers.has(keyOf(node))) this.set(node, node.dueAt.getTime())
    }
    for (const { executionId, dueAt } of executions) {
      if (!this.#timers.has(executionId)) this.setDeadline(executionId, dueAt.getTime())
    }
  }
}

interface DueNodeAddress {
  readonly executionId: string
  readonly nodeIndex: number
}

function keyOf({ executionId, nodeIndex }: DueNodeAddress): string {
  return `${executionId}/${nodeIndex}`
}

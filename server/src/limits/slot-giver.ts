/** Gives slots on: when nodes with a concurrency key end, those that wait for the key are put before workers again. */
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import type { DecidedBatch } from '../engine/decide-batch.ts'
import type { Logger } from '../ops/logger.ts'
import { deleteDeadLeases } from '../store/limit-leases.ts'
import { deleteEndedWaits, listForgottenWaits, type ReadyWait } from '../store/limit-waits.ts'
import { giveSlotsOn, type LimitKey, listNextForFreeSlots, listNextForRates } from '../store/next-in-line.ts'
import type { Queryable } from '../store/queryable.ts'
import { deleteEndedRateStarts } from '../store/rate-starts.ts'

export interface SlotGiverDeps {
  readonly db: Queryable
  /** Puts queued nodes before workers. */
  readonly offer: (nodes: readonly ReadyWait[]) => Promise<void>
  readonly logger: Logger
}

/**
 * How long a slot or a start is kept for the first in line, so that nobody behind it is quicker. It may be refused for
 * another reason: after this, the next ones are offered the same.
 */
const headStartMs = 100
/** What lies further off is for the look. */
const longestTimerMs = 3_600_000

export class SlotGiver {
  readonly #deps: SlotGiverDeps
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Keys whose slots were offered and may still be free. */
  #offered = new Map<string, LimitKey>()
  /** Nodes that ended since slots were last given on. */
  #ended: ReadyWait[] = []
  #isGiving = false
  /** Nodes whose rate allows a start again: all at once, as they wait for the same moment. */
  #rung: ReadyWait[] = []

  constructor(deps: SlotGiverDeps) {
    this.#deps = deps
  }

  /** To be called after each commit. Costs nothing where no node that ended has a key. */
  onCommitted({ execution, events }: DecidedBatch): void {
    const { plan } = execution.state
    const before = this.#ended.length
    const seen = new Set<number>()
    for (const { nodeId, type } of events) {
      const index = nodeId === null ? undefined : plan.indexOf.get(nodeId)
      if (index === undefined || seen.has(index) || type === 'node_started' || type === 'node_progress')
        continue
      const isKeyed = (planNode(plan, index).limits?.concurrency ?? null) !== null
      if (!isKeyed || execution.state.getNode(index).status === 'running') continue
      seen.add(index)
      this.#ended.push({ executionId: execution.id, nodeIndex: index })
    }
    if (this.#ended.length > before) this.#giveOnSoon()
  }

  /** Offers a node when its rate allows the next start. A timer in memory: the look finds what a dead process had set. */
  offerAt(node: ReadyWait, until: Date): void {
    const delayMs = Math.min(longestTimerMs, Math.max(0, until.getTime() - Date.now()) + 1)
    this.#later(delayMs, () => {
      this.#rung.push(node)
      if (this.#rung.length === 1) setImmediate(() => this.#offerRung())
    })
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /** The look of the sweep: finds whose turn came without anybody telling, and clears what counts no more. */
  async look(): Promise<void> {
    const { db, offer } = this.#deps
    await deleteDeadLeases(db)
    await deleteEndedWaits(db)
    await deleteEndedRateStarts(db)
    await offer(await listForgottenWaits(db))
  }

  /** What ends while slots are given on is for the next round. */
  #giveOnSoon(): void {
    if (this.#isGiving) return
    this.#isGiving = true
    setImmediate(() => {
      const ended = this.#ended
      this.#ended = []
      this.#giveOn(ended)
        .catch((error: unknown) => {
          this.#deps.logger.warn({ event: 'slots_not_given_on', nodes: ended.length, err: error })
        })
        .finally(() => {
          this.#isGiving = false
          if (this.#ended.length > 0) this.#giveOnSoon()
        })
    })
  }

  async #giveOn(ended: readonly ReadyWait[]): Promise<void> {
    const { db, offer } = this.#deps
    const next = await giveSlotsOn(db, ended)
    if (next.length === 0) return
    this.#lookAgain(next)
    await offer(next)
  }

  /** Once for all keys that come meanwhile. */
  #lookAgain(keys: readonly LimitKey[]): void {
    const isPlanned = this.#offered.size > 0
    for (const { workspaceId, key } of keys) this.#offered.set(`${workspaceId}/${key}`, { workspaceId, key })
    if (isPlanned) return
    this.#later(headStartMs, () => {
      const offered = [...this.#offered.values()]
      this.#offered = new Map()
      this.#offerFree(offered).catch((error: unknown) => {
        this.#deps.logger.warn({ event: 'free_slots_not_offered', keys: offered.length, err: error })
      })
    })
  }

  async #offerFree(keys: readonly LimitKey[]): Promise<void> {
    const { db, offer } = this.#deps
    const next = await listNextForFreeSlots(db, keys)
    if (next.length > 0) await offer(next)
  }

  #offerRung(): void {
    const nodes = this.#rung
    this.#rung = []
    const giveUp = (error: unknown) =>
      this.#deps.logger.warn({ event: 'rate_limited_not_offered', nodes: nodes.length, err: error })
    listNextForRates(this.#deps.db, nodes)
      .then((first) => this.#deps.offer(first))
      .catch(giveUp)
    // Who started meanwhile is not queued any more, and is not offered.
    this.#later(headStartMs, () => void this.#deps.offer(nodes).catch(giveUp))
  }

  #later(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, delayMs)
    this.#timers.add(timer)
  }
}

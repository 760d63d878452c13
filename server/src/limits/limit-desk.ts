/**
 * Where nodes ask for their limits: those that ask in the same turn, or while others are being answered, are asked for
 * together. Two rounds may be under way, so that keys which other processes decide about hold up no others; more would
 * only make them smaller.
 */

import { askLimits, type LimitAnswer, type WantedLimits } from '../store/ask-limits.ts'
import { isRejectedByDatabase } from '../store/is-rejected-by-database.ts'
import type { Queryable } from '../store/queryable.ts'

interface Ask {
  readonly wanted: WantedLimits
  readonly resolve: (answer: LimitAnswer) => void
  readonly reject: (error: unknown) => void
  /** True where it was refused a slot once. */
  isSecond: boolean
}

const maxBatch = 500
const maxRounds = 2

export class LimitDesk {
  readonly #db: Queryable
  #waiting: Ask[] = []
  #rounds = 0
  #isScheduled = false

  constructor(db: Queryable) {
    this.#db = db
  }

  ask(wanted: WantedLimits): Promise<LimitAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wanted, resolve, reject, isSecond: false })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#isScheduled || this.#rounds >= maxRounds) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      const batch = this.#takeBatch()
      if (batch.length === 0) return
      this.#rounds += 1
      this.#answer(batch).finally(() => {
        this.#rounds -= 1
        if (this.#waiting.length > 0) this.#schedule()
      })
    })
  }

  /** Each node once: who asks twice is answered in the next round. */
  #takeBatch(): Ask[] {
    const nodes = new Set<string>()
    const batch: Ask[] = []
    const rest: Ask[] = []
    for (const ask of this.#waiting) {
      const { executionId, nodeIndex } = ask.wanted.node
      const id = `${executionId}/${nodeIndex}`
      const isLater = batch.length >= maxBatch || nodes.has(id)
      nodes.add(id)
      ;(isLater ? rest : batch).push(ask)
    }
    this.#waiting = rest
    return batch
  }

  async #answer(batch: readonly Ask[]): Promise<void> {
    try {
      const answers = await askLimits(
        this.#db,
        batch.map(({ wanted }) => wanted),
      )
      for (const [at, ask] of batch.entries()) this.#settle(ask, answers[at])
    } catch (error) {
      await this.#recover(batch, error)
    }
  }

  #settle(ask: Ask, answer: LimitAnswer | undefined): void {
    if (answer === undefined) {
      ask.reject(new Error('A node asked for its limits and got no answer'))
      return
    }
    // A slot that was given back before the wait stood in the database was offered to nobody: ask once more.
    const mayHaveMissed = !answer.isGranted && answer.until === null && !ask.isSecond
    if (!mayHaveMissed) {
      ask.resolve(answer)
      return
    }
    ask.isSecond = true
    this.#waiting.push(ask)
  }

  /** Where the statement fails for its content, each asks alone, so that only the one at fault is refused. */
  async #recover(batch: readonly Ask[], error: unknown): Promise<void> {
    const isAlone = batch.length === 1 || !isRejectedByDatabase(error)
    for (const ask of batch) {
      if (isAlone) ask.reject(error)
      else await this.#answer([ask])
    }
  }
}

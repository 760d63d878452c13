/**
 * How many tasks the worker gets through while Redis is asked for more: so many are fetched ahead, and slots that
 * fall free are filled at once. Only a pace that lasts counts: slots that fall free all together once, as after
 * nodes of equal length, are no reason to keep tasks from others.
 */

/** About what a request takes under load. */
const WINDOW_MS = 10
const LIMIT = 64

export class BullmqPace {
  #window = 0
  /** Slots that fell free in this window, the one before and the one before that. */
  #freed: [number, number, number] = [0, 0, 0]
  #left = Number.POSITIVE_INFINITY

  /** Slots that fell free within the last two or three windows: soon as many will, if it goes on. */
  recent(now: number): number {
    this.#pass(now)
    return this.#freed[0] + this.#freed[1] + this.#freed[2]
  }

  /** The worker had room for so many, and took so many; answers how many to fetch ahead. */
  note(room: number, taken: number, now: number): number {
    this.#pass(now)
    this.#freed[0] += Math.max(0, room - this.#left)
    this.#left = room - taken
    return Math.min(LIMIT, this.#freed[1], this.#freed[2])
  }

  #pass(now: number): void {
    const window = Math.floor(now / WINDOW_MS)
    for (let passed = Math.min(3, window - this.#window); passed > 0; passed -= 1) {
      this.#freed = [0, this.#freed[0], this.#freed[1]]
    }
    this.#window = window
  }
}

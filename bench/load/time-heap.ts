/** A binary heap: the entry with the smallest key first, equal keys in the order in which they came. */
export class TimeHeap<T> {
  readonly #entries: { readonly key: number; readonly place: number; readonly value: T }[] = []
  #added = 0

  get size(): number {
    return this.#entries.length
  }

  add(key: number, value: T): void {
    this.#entries.push({ key, place: this.#added, value })
    this.#added += 1
    let at = this.#entries.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isBefore(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  take(): { readonly key: number; readonly value: T } | null {
    const first = this.#entries[0]
    const last = this.#entries.pop()
    if (first === undefined || last === undefined) return null
    if (this.#entries.length > 0) {
      this.#entries[0] = last
      this.#sink()
    }
    return first
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const child = this.#isBefore(left + 1, left) ? left + 1 : left
      if (!this.#isBefore(child, at)) return
      this.#swap(at, child)
      at = child
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#entries[a], this.#entries[b]]
    if (first === undefined || second === undefined) return false
    return first.key < second.key || (first.key === second.key && first.place < second.place)
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#entries[a], this.#entries[b]]
    if (first === undefined || second === undefined) return
    this.#entries[a] = second
    this.#entries[b] = first
  }
}

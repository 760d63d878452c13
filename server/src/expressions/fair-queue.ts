/** A queue in which owners take turns, however much one of them has waiting. */
export interface FairQueue<T> {
  readonly size: number
  push(owner: string, item: T): void
  /** The next item of the owner whose turn it is, among those that may have one; null where there is none. */
  take(mayHaveOne: (owner: string) => boolean): T | null
  /** Empties it, and gives what was in it. */
  clear(): T[]
}

export function createFairQueue<T>(): FairQueue<T> {
  /** In the order of turns. */
  const waiting = new Map<string, T[]>()
  let size = 0
  return {
    get size() {
      return size
    },
    push: (owner, item) => {
      const items = waiting.get(owner)
      if (items === undefined) waiting.set(owner, [item])
      else items.push(item)
      size += 1
    },
    take: (mayHaveOne) => {
      for (const [owner, items] of waiting) {
        if (!mayHaveOne(owner)) continue
        const item = items.shift()
        waiting.delete(owner)
        if (items.length > 0) waiting.set(owner, items)
        if (item === undefined) continue
        size -= 1
        return item
      }
      return null
    },
    clear: () => {
      const items = [...waiting.values()].flat()
      waiting.clear()
      size = 0
      return items
    },
  }
}

/** Histories beyond a limit are read only when the person asks for them. */
export interface HistoryWish {
  isWanted(): boolean
  ask(): void
  subscribe(listener: () => void): () => void
}

export function createHistoryWish(): HistoryWish {
  const listeners = new Set<() => void>()
  let isWanted = false
  return {
    isWanted: () => isWanted,
    ask() {
      isWanted = true
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

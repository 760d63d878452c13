/** Listeners by key, with a version a key: what `useSyncExternalStore` needs to re-render one card and no other. */
export interface Listeners {
  subscribe(key: string, listener: () => void): () => void
  /** Counts the notices for `key`; equal versions mean nothing changed. */
  version(key: string): number
  notify(keys: Iterable<string>): void
}

export function createListeners(): Listeners {
  const byKey = new Map<string, Set<() => void>>()
  const versions = new Map<string, number>()
  return {
    subscribe(key, listener) {
      const known = byKey.get(key) ?? new Set()
      known.add(listener)
      byKey.set(key, known)
      return () => {
        known.delete(listener)
        if (known.size === 0) byKey.delete(key)
      }
    },
    version: (key) => versions.get(key) ?? 0,
    notify(keys) {
      for (const key of new Set(keys)) {
        versions.set(key, (versions.get(key) ?? 0) + 1)
        for (const listener of byKey.get(key) ?? []) listener()
      }
    },
  }
}

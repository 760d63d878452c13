import { useCallback, useState } from 'react'

function read(key: string): number | null {
  try {
    const value = Number(localStorage.getItem(key))
    return Number.isFinite(value) && value > 0 ? value : null
  } catch {
    return null
  }
}

/** A size in pixels that this browser remembers; a browser that forbids storage starts at `initial` each time. */
export function useStoredSize(name: string, initial: number): [number, (size: number) => void] {
  const key = `heddle.size.${name}`
  const [size, setSize] = useState(() => read(key) ?? initial)
  const store = useCallback(
    (next: number) => {
      setSize(next)
      try {
        localStorage.setItem(key, String(Math.round(next)))
      } catch {
        // Private windows may forbid it: the size holds until the page is left.
      }
    },
    [key],
  )
  return [size, store]
}

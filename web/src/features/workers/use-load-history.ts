import { useState } from 'react'
import { type Fleet, toFigures } from './core/fleet.ts'
import { type LoadPoint, withPoint } from './core/load-history.ts'

/** Each answer of the server adds a point; leaving the page forgets them. */
export function useLoadHistory(fleet: Fleet, atMs: number): readonly LoadPoint[] {
  const [history, setHistory] = useState<readonly LoadPoint[]>([])
  const newest = history.at(-1)?.atMs ?? 0
  if (atMs <= newest) return history
  const { used, slots } = toFigures(fleet.items)
  const next = withPoint(history, { atMs, used, slots, waiting: fleet.queue?.tasks ?? null })
  // While rendering, as React has it for state that follows what it was given.
  setHistory(next)
  return next
}

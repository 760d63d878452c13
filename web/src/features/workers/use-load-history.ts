import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Fleet, toFigures } from './core/fleet.ts'
import { type LoadPoint, withPast, withPoint } from './core/load-history.ts'
import { workerQueries } from './queries.ts'

/** What the server remembers, then each answer of it as a point; leaving the page forgets the latter. */
export function useLoadHistory(fleet: Fleet, atMs: number): readonly LoadPoint[] {
  const past = useQuery(workerQueries.load())
  const seen = useSeenPoints(fleet, atMs)
  const { data, dataUpdatedAt } = past
  return useMemo(() => withPast(seen, data?.items ?? [], dataUpdatedAt), [seen, data, dataUpdatedAt])
}

function useSeenPoints(fleet: Fleet, atMs: number): readonly LoadPoint[] {
  const [history, setHistory] = useState<readonly LoadPoint[]>([])
  const newest = history.at(-1)?.atMs ?? 0
  if (atMs <= newest) return history
  const { used, slots } = toFigures(fleet.items)
  const next = withPoint(history, { atMs, used, slots, waiting: fleet.queue?.tasks ?? null })
  // While rendering, as React has it for state that follows what it was given.
  setHistory(next)
  return next
}

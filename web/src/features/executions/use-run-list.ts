import { type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useExecutionChanges } from '../../app/execution-changes.ts'
import type { ExecutionFilters } from './core/execution-filters.ts'
import { holdBack, withFreshHead } from './core/live-rows.ts'
import type { Run } from './core/run.ts'
import { createTurns } from './core/turns.ts'
import { executionQueries, fetchRunPage, mostRows, pageSize } from './queries.ts'

/** News is fetched at most this often. */
const refreshMs = 1000

export interface RunList {
  rows: readonly Run[]
  /** New rows that wait while somebody reads. */
  waiting: number
  matching: number | null
  matchingIsCapped: boolean
  state: 'loading' | 'failed' | 'ready'
  error: unknown
  hasMore: boolean
  loadMore: () => void
  refresh: () => void
  retry: () => void
  hold: () => void
  release: () => void
  /** Lets the waiting rows in and goes on holding. */
  admit: () => void
}

/** The rows of the list, kept fresh by the stream of changes without moving under the pointer. */
export function useRunList(filters: ExecutionFilters): RunList {
  const options = useMemo(() => executionQueries.list(filters), [filters])
  const query = useInfiniteQuery(options)
  const [held, setHeld] = useState<ReadonlySet<string> | null>(null)
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const { rows, waiting } = useMemo(() => holdBack(all, held), [all, held])
  const refresh = useFreshHead(filters)
  useExecutionChanges(refresh)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is read from its beginning
  useEffect(() => setHeld(null), [options])

  const ids = useCallback(() => new Set(all.map((run) => run.executionId)), [all])
  const { hasNextPage, isFetching, fetchNextPage, refetch } = query
  const first = query.data?.pages[0]
  return {
    rows,
    waiting,
    matching: first?.matching ?? null,
    matchingIsCapped: first?.matchingIsCapped ?? false,
    state: first === undefined ? (query.isError ? 'failed' : 'loading') : 'ready',
    error: query.error,
    hasMore: hasNextPage,
    loadMore: useCallback(() => {
      if (hasNextPage && !isFetching) void fetchNextPage()
    }, [hasNextPage, isFetching, fetchNextPage]),
    refresh,
    retry: useCallback(() => void refetch(), [refetch]),
    hold: useCallback(() => setHeld((old) => old ?? ids()), [ids]),
    release: useCallback(() => setHeld(null), []),
    admit: useCallback(() => setHeld((old) => (old === null ? null : ids())), [ids]),
  }
}

/** Asks for the beginning of the list again, once now and once after a burst of calls. */
function useFreshHead(filters: ExecutionFilters): () => void {
  const client = useQueryClient()
  return useMemo(() => createTurns(() => refreshHead(client, filters), refreshMs), [client, filters])
}

async function refreshHead(client: QueryClient, filters: ExecutionFilters): Promise<void> {
  const { queryKey } = executionQueries.list(filters)
  const data = client.getQueryData(queryKey)
  if (data === undefined) return
  const loaded = data.pages.reduce((sum, page) => sum + page.items.length, 0)
  const limit = Math.min(mostRows, Math.max(pageSize, loaded + 10))
  const head = await fetchRunPage(filters, { cursor: null, limit })
  client.setQueryData(queryKey, (old) => {
    if (old === undefined) return old
    const pages = withFreshHead(old.pages, head)
    const pageParams = pages.map((_, index) => ({
      cursor: index === 0 ? null : head.nextCursor,
      limit: index === 0 ? limit : pageSize,
    }))
    return { pages, pageParams }
  })
}

/** Every read of the list, as a value: key and fetcher. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { trpc, trpcClient } from '../../app/trpc.ts'
import { type ExecutionFilters, toListInput, toSearch } from './core/execution-filters.ts'
import type { RunPage } from './core/run.ts'

export interface PageParam {
  readonly cursor: string | null
  readonly limit: number
}

export const pageSize = 50
export const mostRows = 500

/** One page from the server. A while ago is a moment of now, so the key of a list stays the same while time goes on. */
export function fetchRunPage(filters: ExecutionFilters, { cursor, limit }: PageParam): Promise<RunPage> {
  return trpcClient.executions.list.query({
    ...toListInput(filters, Date.now()),
    limit,
    ...(cursor === null ? {} : { cursor }),
  })
}

const firstPage: PageParam = { cursor: null, limit: pageSize }

export const executionQueries = {
  list: (filters: ExecutionFilters) =>
    infiniteQueryOptions({
      queryKey: ['executions', 'pages', toSearch(filters)],
      queryFn: ({ pageParam }: { pageParam: PageParam }) => fetchRunPage(filters, pageParam),
      initialPageParam: firstPage,
      getNextPageParam: (last): PageParam | undefined =>
        last.nextCursor === null ? undefined : { cursor: last.nextCursor, limit: pageSize },
      // The stream of changes keeps it fresh; a refetch of all pages would move the rows.
      refetchOnWindowFocus: false,
    }),
  /** How many runs a saved view has now. */
  count: (filters: ExecutionFilters) =>
    queryOptions({
      queryKey: ['executions', 'count', toSearch(filters)],
      queryFn: () => fetchRunPage(filters, { cursor: null, limit: 1 }),
      refetchInterval: 10_000,
    }),
  workflows: () => trpc.workflows.list.queryOptions({ sort: 'name', limit: 500 }, { staleTime: 30_000 }),
}

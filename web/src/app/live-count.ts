import { trpc } from './trpc.ts'

/** How many runs are under way now; asked for anew every few seconds while the page is seen. */
export function liveCountQuery() {
  return trpc.executions.list.queryOptions(
    { status: ['pending', 'running', 'paused'], limit: 1 },
    { refetchInterval: 5000 },
  )
}

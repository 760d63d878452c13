import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useExecutionChanges } from './execution-changes.ts'
import { trpc } from './trpc.ts'

/** Should a notice be missed, the count is right again after this time. */
const askAgainMs = 15_000

/** How many runs are under way now. */
export function useLiveCount(): number {
  const client = useQueryClient()
  const query = trpc.executions.list.queryOptions(
    { status: ['pending', 'running', 'paused'], limit: 1 },
    { refetchInterval: askAgainMs },
  )
  const { data } = useQuery(query)
  useExecutionChanges(() => {
    void client.invalidateQueries({ queryKey: query.queryKey }, { cancelRefetch: false })
  })
  return data?.matching ?? 0
}

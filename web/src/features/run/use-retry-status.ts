/** The status of a run that retried this one, for as long as that one goes on. */
import { type ExecutionStatus, isFinal } from '@heddle/core/execution/status.ts'
import { useQuery } from '@tanstack/react-query'
import { type RunDetail, runQueries } from './queries.ts'

const everyMs = 3_000

export function useRetryStatus({ executionId, status }: RunDetail['retries'][number]): ExecutionStatus {
  const { data } = useQuery({
    ...runQueries.status(executionId),
    enabled: !isFinal(status),
    refetchInterval: ({ state }) => (isFinal(state.data?.status ?? status) ? false : everyMs),
  })
  return data?.status ?? status
}

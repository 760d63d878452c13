/** Every read of approvals, as a value. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useExecutionChanges } from '../execution-changes.ts'
import { trpc } from '../trpc.ts'

export type Approval = inferRouterOutputs<AppRouter>['approvals']['list']['items'][number]
export type ApprovalList = 'open' | 'decided'

/** Should a notice be missed, the lists are right again after this time. */
const askAgainMs = 15_000
const longestList = 200

export const approvalQueries = {
  list: (status: ApprovalList) =>
    trpc.approvals.list.queryOptions({ status, limit: longestList }, { refetchInterval: askAgainMs }),
  ofExecution: (executionId: string, status: ApprovalList) =>
    trpc.approvals.list.queryOptions(
      { executionId, status, limit: longestList },
      { refetchInterval: askAgainMs },
    ),
  count: () => trpc.approvals.count.queryOptions(undefined, { refetchInterval: askAgainMs }),
}

/** Resolves when what is shown is read. */
export function readApprovalsAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries(trpc.approvals.pathFilter(), { cancelRefetch: false })
}

/** Reads what is shown of approvals again whenever a run moves: what it asks comes and goes with it. */
export function useLiveApprovals(): void {
  const client = useQueryClient()
  useExecutionChanges(() => void readApprovalsAgain(client))
}

import { useQuery } from '@tanstack/react-query'
import { approvalQueries, useLiveApprovals } from './approval-queries.ts'

/** How many approvals wait for somebody. */
export function useOpenApprovals(): number {
  useLiveApprovals()
  return useQuery(approvalQueries.count()).data?.open ?? 0
}

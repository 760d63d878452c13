/** Every read of the list of workflows, as key and fetcher. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>['workflows']
export type WorkflowSummary = Outputs['list']['items'][number]
export type Example = Outputs['listExamples'][number]
export type Thumbnail = WorkflowSummary['thumbnail']

export const workflowSorts = ['last_run', 'edited', 'name'] as const
export type WorkflowSort = (typeof workflowSorts)[number]

const pageSize = 50

export const workflowQueries = {
  list: (search: string, sort: WorkflowSort) =>
    trpc.workflows.list.infiniteQueryOptions(
      { ...(search === '' ? {} : { search }), sort, limit: pageSize },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: (shown) => shown },
    ),
  /** Every list, whatever it searches for. */
  listKey: () => trpc.workflows.list.pathKey(),
  examples: () =>
    trpc.workflows.listExamples.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
}

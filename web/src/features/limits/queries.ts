/** Every read of the screen, as a value. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import { keepPreviousData } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { trpc } from '../../app/trpc.ts'

export type Limits = inferRouterOutputs<AppRouter>['limits']['list']
export type LimitKey = Limits['keys'][number]
export type LimitRate = Limits['rates'][number]
export type LimitedWorkflow = Limits['workflows'][number]
export type LimitHolder = LimitKey['holders'][number]
export type LimitedRun = LimitedWorkflow['runs'][number]

/** The view is live by asking again: a subscription would tell every start of a node. */
const askAgainMs = 2000

export const limitQueries = {
  list: (search: string) =>
    trpc.limits.list.queryOptions(search === '' ? undefined : { search }, {
      refetchInterval: askAgainMs,
      placeholderData: keepPreviousData,
    }),
}

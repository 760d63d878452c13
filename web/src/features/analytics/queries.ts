/** Every read of the panels, as a value. Figures of the period before stay until the next ones are there. */
import { keepPreviousData } from '@tanstack/react-query'
import { trpc } from '../../app/trpc.ts'
import type { Interval, Period } from './core/period.ts'

export interface Scope extends Period {
  readonly workflowId: string | null
}

export interface SeriesScope extends Scope {
  readonly interval: Interval
}

const kept = { placeholderData: keepPreviousData, refetchInterval: 15_000 }
const rankedNodes = 7

function toInput({ fromMs, toMs, workflowId }: Scope) {
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    ...(workflowId === null ? {} : { workflowId }),
  }
}

function toSeriesInput(scope: SeriesScope) {
  return { ...toInput(scope), interval: scope.interval }
}

export const analyticsQueries = {
  overview: (scope: Scope) => trpc.analytics.overview.queryOptions(toInput(scope), kept),
  durations: (scope: SeriesScope) => trpc.analytics.durations.queryOptions(toSeriesInput(scope), kept),
  executionsByStatus: (scope: SeriesScope) =>
    trpc.analytics.executionsByStatus.queryOptions(toSeriesInput(scope), kept),
  successRate: (scope: SeriesScope) => trpc.analytics.successRate.queryOptions(toSeriesInput(scope), kept),
  throughput: (scope: SeriesScope) => trpc.analytics.throughput.queryOptions(toSeriesInput(scope), kept),
  failuresByNode: (scope: Scope) =>
    trpc.analytics.failuresByNode.queryOptions({ ...toInput(scope), limit: rankedNodes }, kept),
  slowestNodes: (scope: Scope) =>
    trpc.analytics.slowestNodes.queryOptions({ ...toInput(scope), limit: rankedNodes }, kept),
  versions: (workflowId: string) =>
    trpc.workflows.listVersions.queryOptions({ workflowId }, { staleTime: 30_000 }),
  workflows: () => trpc.workflows.list.queryOptions({ sort: 'name', limit: 500 }, { staleTime: 30_000 }),
}

/** Every read of the panels, as a value. */
import { trpc } from '../../app/trpc.ts'
import { keepFigures } from './core/keep-figures.ts'
import type { Interval, Period } from './core/period.ts'

export interface Scope extends Period {
  readonly workflowId: string | null
}

export interface SeriesScope extends Scope {
  readonly interval: Interval
}

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

/** The period moves on with the clock and stays the same view. */
function kept({ fromMs, toMs, workflowId }: Scope) {
  return keepFigures(`${toMs - fromMs} ${workflowId}`)
}

function keptSeries({ fromMs, toMs, workflowId, interval }: SeriesScope) {
  return keepFigures(`${toMs - fromMs} ${workflowId} ${interval}`)
}

export const analyticsQueries = {
  overview: (scope: Scope) => trpc.analytics.overview.queryOptions(toInput(scope), kept(scope)),
  durations: (scope: SeriesScope) =>
    trpc.analytics.durations.queryOptions(toSeriesInput(scope), keptSeries(scope)),
  executionsByStatus: (scope: SeriesScope) =>
    trpc.analytics.executionsByStatus.queryOptions(toSeriesInput(scope), keptSeries(scope)),
  successRate: (scope: SeriesScope) =>
    trpc.analytics.successRate.queryOptions(toSeriesInput(scope), keptSeries(scope)),
  throughput: (scope: SeriesScope) =>
    trpc.analytics.throughput.queryOptions(toSeriesInput(scope), keptSeries(scope)),
  failuresByNode: (scope: Scope) =>
    trpc.analytics.failuresByNode.queryOptions({ ...toInput(scope), limit: rankedNodes }, kept(scope)),
  slowestNodes: (scope: Scope) =>
    trpc.analytics.slowestNodes.queryOptions({ ...toInput(scope), limit: rankedNodes }, kept(scope)),
  versions: (workflowId: string) =>
    trpc.workflows.listVersions.queryOptions({ workflowId }, { staleTime: 30_000 }),
  workflows: () => trpc.workflows.list.queryOptions({ sort: 'name', limit: 500 }, { staleTime: 30_000 }),
}

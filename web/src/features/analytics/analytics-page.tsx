import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { errorText } from '../../app/error-text.ts'
import { PageHead } from '../../app/page.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatClock } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { type AnalyticsView, drawnInterval, parseView, toPeriod, toSearch } from './core/period.ts'
import { DurationPanel } from './duration-panel.tsx'
import { FailuresPanel } from './failures-panel.tsx'
import { FigureRow } from './figure-row.tsx'
import { analyticsQueries, type SeriesScope } from './queries.ts'
import { SlowestPanel } from './slowest-panel.tsx'
import { StatusPanel } from './status-panel.tsx'
import { SuccessPanel } from './success-panel.tsx'
import { ThroughputPanel } from './throughput-panel.tsx'
import { ViewBar } from './view-bar.tsx'

const beforeWords = {
  '24h': 'the 24 h before',
  '7d': 'the 7 days before',
  '30d': 'the 30 days before',
  custom: 'the same length of time before',
}

export function AnalyticsPage() {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const view = useMemo(() => parseView(search), [search])
  const setView = (next: AnalyticsView) => void navigate({ to: '/analytics', search: toSearch(next) })
  const minute = Math.floor(useNow(10_000) / 60_000) * 60_000
  const scope = useMemo((): SeriesScope => {
    // One millisecond into the minute: its end is the end of the period.
    const period = toPeriod(view, minute + 1)
    return { ...period, workflowId: view.workflowId, interval: drawnInterval(period, view.interval) }
  }, [view, minute])
  const overview = useQuery(analyticsQueries.overview(scope))
  const nothing = overview.data?.executions.total === 0 && !overview.isPlaceholderData
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <PageHead title="Analytics">
        {overview.dataUpdatedAt === 0 ? null : (
          <span className="pr-2 text-12 text-text-2 tabular-nums">
            Counted to {formatClock(overview.dataUpdatedAt)}, compared with {beforeWords[view.range]}
          </span>
        )}
      </PageHead>
      <ViewBar now={minute} onChange={setView} period={scope} view={view} />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <FigureRow before={beforeWords[view.range]} scope={scope} />
        {overview.isError && overview.data === undefined ? (
          <ErrorState
            {...errorText(overview.error)}
            action={{ label: 'Try now', onSelect: () => void overview.refetch() }}
          />
        ) : nothing ? (
          <NothingRan onChange={setView} view={view} />
        ) : (
          <Panels scope={scope} />
        )}
      </div>
    </div>
  )
}

function Panels({ scope }: { scope: SeriesScope }) {
  const workflows = useQuery(analyticsQueries.workflows())
  const of =
    scope.workflowId === null
      ? 'All workflows'
      : (workflows.data?.items.find((each) => each.workflowId === scope.workflowId)?.name ?? 'One workflow')
  return (
    <div className="flex flex-col gap-px bg-line pb-px">
      <div className="grid grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)] gap-px max-[899px]:grid-cols-1">
        <DurationPanel of={of} scope={scope} />
        <StatusPanel scope={scope} />
      </div>
      <div className="grid grid-cols-3 gap-px max-[899px]:grid-cols-1">
        <FailuresPanel scope={scope} />
        <SuccessPanel scope={scope} />
        <ThroughputPanel scope={scope} />
      </div>
      <SlowestPanel scope={scope} />
    </div>
  )
}

interface NothingRanProps {
  view: AnalyticsView
  onChange: (view: AnalyticsView) => void
}

function NothingRan({ view, onChange }: NothingRanProps) {
  return (
    <EmptyState
      actions={
        view.range === '30d' ? undefined : (
          <Button onClick={() => onChange({ ...view, range: '30d', from: null, to: null, interval: null })}>
            Show 30 days
          </Button>
        )
      }
      className="my-auto"
      text="Run a workflow and its figures appear here: durations, failures, the slowest nodes."
      title={
        view.workflowId === null ? 'Nothing ran in this period' : 'This workflow did not run in this period'
      }
    />
  )
}

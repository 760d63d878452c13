import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { formatSpan } from '../../ui/format-time.ts'
import { PeriodFields } from '../../ui/period-fields.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { type AnalyticsView, allowedIntervals, drawnInterval, type Period } from './core/period.ts'
import { analyticsQueries } from './queries.ts'

const allWorkflows = 'all'
const intervalWord = { minute: 'Minute', hour: 'Hour', day: 'Day', week: 'Week' }

interface ViewBarProps {
  view: AnalyticsView
  period: Period
  now: number
  onChange: (view: AnalyticsView) => void
}

/** What the panels look at. All of it stands in the address. */
export function ViewBar({ view, period, now, onChange }: ViewBarProps) {
  const workflows = useQuery(analyticsQueries.workflows())
  const names = toWorkflowOptions(workflows.data?.items ?? [], view.workflowId)
  const interval = drawnInterval(period, view.interval)
  /** Whoever chooses a period of their own is asked for it at once. */
  const [asksPeriod, setAsksPeriod] = useState(false)
  const iso = (ms: number) => new Date(ms).toISOString()
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line py-1 pr-3 pl-5">
      <Segmented
        label="Period"
        onValueChange={(range) => {
          setAsksPeriod(range === 'custom')
          onChange({
            ...view,
            range,
            interval: null,
            from: range === 'custom' ? iso(period.fromMs) : null,
            to: range === 'custom' ? iso(period.toMs) : null,
          })
        }}
        options={[
          { value: '24h', label: '24 h' },
          { value: '7d', label: '7 d' },
          { value: '30d', label: '30 d' },
          { value: 'custom', label: 'Custom' },
        ]}
        value={view.range}
      />
      {view.range === 'custom' ? (
        <CustomPeriod {...{ view, period, now, onChange }} startsOpen={asksPeriod} />
      ) : null}
      <div className="w-44">
        <Select
          label="Workflow"
          onValueChange={(value) => onChange({ ...view, workflowId: value === allWorkflows ? null : value })}
          options={[{ value: allWorkflows, label: 'All workflows' }, ...names]}
          size={24}
          value={view.workflowId ?? allWorkflows}
        />
      </div>
      <span className="ml-auto text-12 text-text-2">Group by</span>
      <div className="w-24">
        <Select
          label="Group by"
          onValueChange={(value) => {
            const chosen = allowedIntervals(period).find((each) => each === value)
            if (chosen !== undefined) onChange({ ...view, interval: chosen })
          }}
          options={allowedIntervals(period).map((each) => ({ value: each, label: intervalWord[each] }))}
          size={24}
          value={interval}
        />
      </div>
    </div>
  )
}

/** The one that is looked at is among them also where the list has it no more. */
function toWorkflowOptions(items: readonly { workflowId: string; name: string }[], chosen: string | null) {
  const named = items.map(({ workflowId, name }) => ({ value: workflowId, label: name }))
  if (chosen === null || named.some(({ value }) => value === chosen)) return named
  return [...named, { value: chosen, label: 'One workflow' }]
}

interface CustomPeriodProps extends ViewBarProps {
  startsOpen: boolean
}

function CustomPeriod({ view, period, now, onChange, startsOpen }: CustomPeriodProps) {
  const [open, setOpen] = useState(startsOpen)
  return (
    <Popover
      label="Custom period"
      onOpenChange={setOpen}
      open={open}
      trigger={<Button size={24}>{formatSpan(period.fromMs, period.toMs, now)}</Button>}
    >
      <div className="flex flex-col gap-2">
        <PeriodFields
          from={view.from}
          onChange={({ from, to }) => onChange({ ...view, from, to, interval: null })}
          to={view.to}
        />
      </div>
    </Popover>
  )
}

import type { ReactNode } from 'react'
import { formatCount } from '../../ui/format-count.ts'
import type { Fleet } from './core/fleet.ts'
import { LoadChart } from './load-chart.tsx'
import { useLoadHistory } from './use-load-history.ts'

/** How busy the fleet is, and what waits for it. */
export function LoadPanels({ fleet, readAt }: { fleet: Fleet; readAt: number }) {
  const history = useLoadHistory(fleet, readAt)
  const last = history.at(-1)
  const slots = last?.slots ?? 0
  return (
    <div className="grid shrink-0 grid-cols-2 gap-px border-b border-line bg-line max-[899px]:grid-cols-1">
      <LoadPanel note={`of ${formatCount(slots)} in all, last 15 minutes`} title="Slots in use">
        <LoadChart
          label={`Slots in use, now ${last?.used ?? 0} of ${slots}`}
          least={Math.max(1, slots)}
          now={readAt}
          points={history.map(({ atMs, used }) => ({ atMs, value: used }))}
        />
      </LoadPanel>
      <LoadPanel note="nodes that wait for a worker, last 15 minutes" title="Queue">
        <LoadChart
          label={`Nodes waiting, now ${last?.waiting ?? 'not known'}`}
          least={10}
          now={readAt}
          points={history.flatMap(({ atMs, waiting }) =>
            waiting === null ? [] : [{ atMs, value: waiting }],
          )}
        />
      </LoadPanel>
    </div>
  )
}

interface LoadPanelProps {
  title: string
  note: string
  children: ReactNode
}

function LoadPanel({ title, note, children }: LoadPanelProps) {
  return (
    <section aria-label={`${title} over time`} className="min-w-0 bg-surface px-5 pt-2 pb-2">
      <header className="mb-2 flex h-7 items-baseline gap-2">
        <h2 className="font-semibold whitespace-nowrap">{title}</h2>
        <span className="truncate text-12 text-text-2">{note}</span>
      </header>
      {children}
    </section>
  )
}

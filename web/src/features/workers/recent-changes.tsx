import { formatClock, formatStamp, formatWhen } from '../../ui/format-time.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import type { AnyStatus } from '../../ui/status-style.ts'
import type { Worker } from './core/fleet.ts'
import { type FleetChange, toFleetChanges } from './core/fleet-changes.ts'

const icons: Record<FleetChange['kind'], AnyStatus> = {
  started: 'completed',
  draining: 'paused',
  lost: 'failed',
  stopped: 'cancelled',
}

export function RecentChanges({ items, now }: { items: readonly Worker[]; now: number }) {
  const changes = toFleetChanges(items, now)
  if (changes.length === 0) return null
  return (
    <section aria-label="Recent changes" className="px-5 pt-4 pb-6">
      <h2 className="mb-2 font-semibold">Recent changes</h2>
      <ul>
        {changes.map(({ key, atMs, workerId, kind, what, note }) => (
          <li
            className="grid h-7 grid-cols-[112px_16px_132px_minmax(0,240px)_minmax(0,1fr)] items-center gap-3 max-[899px]:grid-cols-[112px_16px_132px_1fr]"
            key={key}
          >
            <span className="mono text-text-2" title={formatStamp(atMs)}>
              {isToday(atMs, now) ? formatClock(atMs) : formatWhen(atMs, now)}
            </span>
            <StatusIcon size={14} status={icons[kind]} />
            <span className="mono truncate">{workerId}</span>
            <span className="truncate text-text-2">{what}</span>
            <span className="truncate text-text-2 max-[899px]:hidden">{note}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function isToday(atMs: number, now: number): boolean {
  return new Date(atMs).toDateString() === new Date(now).toDateString()
}

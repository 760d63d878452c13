import { isFinal } from '@heddle/core/execution/status.ts'
import { cx } from '../../ui/class-names.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { lengthOf, type Run } from './core/run.ts'

interface DurationBarProps {
  run: Run
  now: number
  /** The length that fills the bar. */
  fullMs: number
}

function fill(run: Run): string {
  if (run.status === 'failed') return 'bg-st-failed'
  return isFinal(run.status) || run.status === 'paused' ? 'bg-thread-faint' : 'bg-st-running'
}

/** How long it took, beside a tick where the median of its workflow lies. */
export function DurationBar({ run, now, fullMs }: DurationBarProps) {
  const length = lengthOf(run, now)
  const share = (ms: number) => `${Math.min(1, ms / fullMs) * 100}%`
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden="true" className="relative h-4 min-w-0 flex-1">
        {length === null ? null : (
          <span
            className={cx('absolute top-1.5 left-0 h-1 min-w-1 rounded-full', fill(run))}
            style={{ width: share(length) }}
          />
        )}
        {run.p50Ms === null ? null : (
          <span
            className="absolute top-0.5 h-3 w-px bg-text-2"
            style={{ left: `min(${share(run.p50Ms)}, calc(100% - 1px))` }}
          />
        )}
      </span>
      <span
        className="w-12 shrink-0 text-right tabular-nums"
        title={run.p50Ms === null ? undefined : `p50 ${formatDuration(run.p50Ms)}`}
      >
        {length === null ? '-' : formatDuration(length)}
      </span>
    </span>
  )
}

import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { formatDay, formatMinute, formatWhen } from '../../../ui/format-time.ts'
import { executionStatusStyle } from '../../../ui/status-style.ts'

export interface LastRun {
  status: ExecutionStatus
  progressPercent: number
  startedAt: string | null
  completedAt: string | null
}

/** `Running, 44 %`, `Failed 01:45`, `Completed yesterday`, `Completed 19 Nov`: days before leave no room for the minute. */
export function lastRunText(run: LastRun, now: number): string {
  const { word } = executionStatusStyle[run.status]
  if (run.status === 'running') return `${word}, ${Math.floor(run.progressPercent)} %`
  const at = run.completedAt ?? run.startedAt
  return at === null ? word : `${word} ${shortWhen(at, now)}`
}

function shortWhen(at: string, now: number): string {
  const when = formatWhen(at, now)
  if (when === formatMinute(at)) return when
  return when.startsWith('yesterday') ? 'yesterday' : formatDay(at, now)
}

import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { formatWhen } from '../../../ui/format-time.ts'
import { executionStatusStyle } from '../../../ui/status-style.ts'

export interface LastRun {
  status: ExecutionStatus
  progressPercent: number
  startedAt: string | null
  completedAt: string | null
}

/** `Running, 44 %`, `Failed 01:45`, `Completed 19 Nov 02:01`. */
export function lastRunText(run: LastRun, now: number): string {
  const { word } = executionStatusStyle[run.status]
  if (run.status === 'running') return `${word}, ${Math.floor(run.progressPercent)} %`
  const at = run.completedAt ?? run.startedAt
  return at === null ? word : `${word} ${formatWhen(at, now)}`
}

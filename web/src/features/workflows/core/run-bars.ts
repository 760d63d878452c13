import type { ExecutionStatus } from '@heddle/core/execution/status.ts'

export interface RecentRun {
  executionId: string
  status: ExecutionStatus
  durationMs: number | null
}

export interface RunBar {
  executionId: string
  status: ExecutionStatus
  /** 0 to 1 of the tallest. */
  share: number
  /** Its place from the left; the newest run stands in the last one. */
  slot: number
}

export const barSlots = 24

/** Height of a run that took no time, or none yet. */
const least = 0.2

/** The last runs as bars: height is duration, the newest at the right end. */
export function toRunBars(runs: readonly RecentRun[]): RunBar[] {
  const shown = runs.slice(-barSlots)
  const longest = Math.max(1, ...shown.map((run) => run.durationMs ?? 0))
  return shown.map((run, index) => ({
    executionId: run.executionId,
    status: run.status,
    share: run.durationMs === null ? least * 2 : Math.max(least, run.durationMs / longest),
    slot: barSlots - shown.length + index,
  }))
}

/** Which rows are chosen, and what may be done with them. Pure. */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Run } from './run.ts'

export interface Choice {
  readonly ids: ReadonlySet<string>
  /** Where the next range begins. */
  readonly anchor: string | null
}

export const nothingChosen: Choice = { ids: new Set(), anchor: null }

/** One row more or less. */
export function toggleRow(choice: Choice, executionId: string): Choice {
  const ids = new Set(choice.ids)
  if (!ids.delete(executionId)) ids.add(executionId)
  return { ids, anchor: executionId }
}

/** Everything between the row chosen last and this one is chosen as well. */
export function extendTo(choice: Choice, executionId: string, order: readonly string[]): Choice {
  const from = choice.anchor === null ? -1 : order.indexOf(choice.anchor)
  const to = order.indexOf(executionId)
  if (from < 0 || to < 0) return toggleRow(choice, executionId)
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...choice.ids, ...between]), anchor: choice.anchor }
}

export const bulkActions = ['retry', 'pause', 'resume', 'cancel', 'delete'] as const
export type BulkAction = (typeof bulkActions)[number]
/** What is not easily undone is asked about first. */
export type AskedAction = Exclude<BulkAction, 'pause' | 'resume'>

export function isAsked(action: BulkAction): action is AskedAction {
  return action !== 'pause' && action !== 'resume'
}

const allowed: Record<BulkAction, (run: Run) => boolean> = {
  retry: (run) => run.status === 'failed' || run.status === 'cancelled',
  pause: (run) => run.status === 'running',
  resume: (run) => run.status === 'paused',
  cancel: (run) => !isFinal(run.status),
  delete: (run) => isFinal(run.status),
}

/** The rows that an action may touch; the others stay as they are. */
export function rowsFor(action: BulkAction, rows: readonly Run[]): readonly Run[] {
  return rows.filter(allowed[action])
}

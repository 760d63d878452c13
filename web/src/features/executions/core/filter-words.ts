/** What the chips say: field, relation, value. */
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatWhen } from '../../../ui/format-time.ts'
import { statusStyle } from '../../../ui/status-style.ts'
import type { ExecutionFilters, StartedPreset, Trigger } from './execution-filters.ts'

export const filterFields = ['workflow', 'status', 'trigger', 'started', 'duration'] as const
export type FilterField = (typeof filterFields)[number]

export const fieldWord: Record<FilterField, string> = {
  workflow: 'Workflow',
  status: 'Status',
  trigger: 'Started by',
  started: 'Started',
  duration: 'Duration',
}

export const presetWord: Record<StartedPreset, string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 h',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
}

export const triggerWord: Record<Trigger, string> = {
  manual: 'By hand',
  api: 'API',
  retry: 'Retry',
  example: 'Example',
  parent: 'Another run',
}

export interface ChipWords {
  readonly relation: string
  readonly value: string
}

export interface WordContext {
  readonly now: number
  readonly workflowName: (workflowId: string) => string
}

/** Null where the field filters nothing. */
export function chipWords(
  filters: ExecutionFilters,
  field: FilterField,
  { now, workflowName }: WordContext,
): ChipWords | null {
  switch (field) {
    case 'workflow':
      return filters.workflowId === null ? null : { relation: 'is', value: workflowName(filters.workflowId) }
    case 'status':
      return listWords(filters.status.map((status) => statusStyle[status].word))
    case 'trigger':
      return listWords(filters.trigger.map((trigger) => triggerWord[trigger]))
    case 'started':
      return startedChip(filters, now)
    case 'duration':
      return filters.overMs === null ? null : { relation: 'over', value: formatDuration(filters.overMs) }
  }
}

/** The same filters without this field. */
export function withoutField(filters: ExecutionFilters, field: FilterField): ExecutionFilters {
  const empty: Record<FilterField, Partial<ExecutionFilters>> = {
    workflow: { workflowId: null },
    status: { status: [] },
    trigger: { trigger: [] },
    started: { started: null },
    duration: { overMs: null },
  }
  return { ...filters, ...empty[field] }
}

function listWords(words: readonly string[]): ChipWords | null {
  if (words.length === 0) return null
  if (words.length > 3) return { relation: 'any of', value: `${words.length} chosen` }
  return { relation: words.length === 1 ? 'is' : 'any of', value: words.join(', ') }
}

function startedChip({ started }: ExecutionFilters, now: number): ChipWords | null {
  if (started === null) return null
  if (started.kind === 'since') return { relation: 'in', value: presetWord[started.preset] }
  const { from, to } = started
  if (from !== null && to !== null) {
    return { relation: 'between', value: `${formatWhen(from, now)} and ${formatWhen(to, now)}` }
  }
  if (from !== null) return { relation: 'since', value: formatWhen(from, now) }
  return to === null ? null : { relation: 'until', value: formatWhen(to, now) }
}

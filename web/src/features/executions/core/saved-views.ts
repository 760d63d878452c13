/** The tabs above the list: named sets of filters. The current one is whichever the address equals. */
import { type ExecutionFilters, noFilters, toSearch } from './execution-filters.ts'

export const viewNames = ['all', 'live', 'failed-this-week', 'retries'] as const
export type ViewName = (typeof viewNames)[number]

interface SavedView {
  readonly label: string
  readonly filters: ExecutionFilters
}

export const savedViews: Record<ViewName, SavedView> = {
  all: { label: 'All', filters: noFilters },
  live: {
    label: 'Live',
    filters: { ...noFilters, status: ['pending', 'running', 'paused'] },
  },
  'failed-this-week': {
    label: 'Failed this week',
    filters: { ...noFilters, status: ['failed'], started: { kind: 'since', preset: '7d' } },
  },
  retries: { label: 'Retries', filters: { ...noFilters, trigger: ['retry'] } },
}

/** The view that these filters are, or null for a set of one's own. The order of rows does not count. */
export function findView(filters: ExecutionFilters): ViewName | null {
  const wanted = addressOf(filters)
  return viewNames.find((name) => addressOf(savedViews[name].filters) === wanted) ?? null
}

function addressOf(filters: ExecutionFilters): string {
  return JSON.stringify(toSearch({ ...filters, sort: 'started' }))
}

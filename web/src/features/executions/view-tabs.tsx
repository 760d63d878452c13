import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useExecutionChanges } from '../../app/execution-changes.ts'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import type { ExecutionFilters } from './core/execution-filters.ts'
import { findView, savedViews, viewNames } from './core/saved-views.ts'
import { executionQueries } from './queries.ts'

interface ViewTabsProps {
  filters: ExecutionFilters
  onChange: (next: ExecutionFilters) => void
  children: ReactNode
}

/** The saved views. A set of one's own has a tab of its own for as long as it stands. */
export function ViewTabs({ filters, onChange, children }: ViewTabsProps) {
  const live = useQuery(executionQueries.count(savedViews.live.filters))
  const failed = useQuery(executionQueries.count(savedViews['failed-this-week'].filters))
  useExecutionChanges(() => void live.refetch())
  const counts = { live: live.data?.matching, 'failed-this-week': failed.data?.matching }
  const current = findView(filters)
  const tabs = viewNames.map((name) => ({
    value: name as string,
    label: savedViews[name].label,
    count: name === 'live' || name === 'failed-this-week' ? counts[name] : undefined,
  }))
  return (
    <Tabs
      className="flex-1 [&>div:first-child]:px-5"
      label="Views"
      onValueChange={(value) => {
        const name = viewNames.find((each) => each === value)
        if (name !== undefined) onChange({ ...savedViews[name].filters, sort: filters.sort })
      }}
      tabs={current === null ? [...tabs, { value: 'own', label: 'Filtered' }] : tabs}
      value={current ?? 'own'}
    >
      <TabPanel className="flex flex-col" value={current ?? 'own'}>
        {children}
      </TabPanel>
    </Tabs>
  )
}

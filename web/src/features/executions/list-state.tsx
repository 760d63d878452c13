import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { errorText } from '../../app/error-text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type ExecutionFilters, isNarrowed, noFilters } from './core/execution-filters.ts'
import { findView } from './core/saved-views.ts'
import type { RunList } from './use-run-list.ts'

interface ListStateProps {
  list: RunList
  filters: ExecutionFilters
  onClear: (filters: ExecutionFilters) => void
  children: ReactNode
}

/** The table, or what stands in its place: loading, failed, nothing yet, nothing that matches. */
export function ListState({ list, filters, onClear, children }: ListStateProps) {
  if (list.state === 'loading') return <Skeleton className="flex-1" rows={14} />
  if (list.state === 'failed') {
    return <ErrorState {...errorText(list.error)} action={{ label: 'Try now', onSelect: list.retry }} />
  }
  if (list.rows.length > 0 || list.waiting > 0) return children
  if (!isNarrowed(filters)) {
    return (
      <EmptyState
        actions={
          <Link className={buttonClass('primary')} to="/">
            Choose a workflow to run
          </Link>
        }
        className="my-auto"
        text="Every run of your workflows stands here, newest first, with its status, its length and who started it."
        title="Nothing has run yet"
      />
    )
  }
  const clear = <Button onClick={() => onClear({ ...noFilters, sort: filters.sort })}>Clear filters</Button>
  return <EmptyState actions={clear} className="my-auto" {...noMatch(filters)} />
}

function noMatch(filters: ExecutionFilters): { title: string; text: string } {
  switch (findView(filters)) {
    case 'live':
      return { title: 'Nothing runs now', text: 'Runs stand here while they are pending, running or paused.' }
    case 'failed-this-week':
      return {
        title: 'Nothing failed this week',
        text: 'Runs that failed in the last 7 days would stand here.',
      }
    case 'retries':
      return { title: 'Nothing was retried', text: 'Retries of failed runs would stand here.' }
    default:
      return { title: 'No run matches', text: 'Widen the time or clear one filter.' }
  }
}

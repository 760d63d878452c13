import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type ExecutionFilters, parseFilters, toSearch } from './core/execution-filters.ts'

interface FiltersInAddress {
  filters: ExecutionFilters
  /** A step that Back undoes. */
  setFilters: (next: ExecutionFilters) => void
  /** Typing: the address follows without a step for each letter. */
  replaceFilters: (next: ExecutionFilters) => void
}

/** The address is the only place where the filters are kept. */
export function useFilters(): FiltersInAddress {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters = useMemo(() => parseFilters(search), [search])
  const go = useCallback(
    (next: ExecutionFilters, replace: boolean) => {
      void navigate({ to: '/executions', search: toSearch(next), replace })
    },
    [navigate],
  )
  return {
    filters,
    setFilters: useCallback((next) => go(next, false), [go]),
    replaceFilters: useCallback((next) => go(next, true), [go]),
  }
}

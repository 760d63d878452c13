import { useQuery } from '@tanstack/react-query'
import { ArrowUp, Download } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { useNow } from '../../ui/use-now.ts'
import { AddFilter } from './add-filter.tsx'
import type { ExecutionFilters } from './core/execution-filters.ts'
import { chipWords, type FilterField, filterFields, withoutField } from './core/filter-words.ts'
import { EditedChip } from './filter-popover.tsx'
import { executionQueries } from './queries.ts'

interface FilterBarProps {
  filters: ExecutionFilters
  onChange: (next: ExecutionFilters) => void
  /** Typing in the search field. */
  onType: (next: ExecutionFilters) => void
  searchRef: Ref<HTMLInputElement>
  addRef: Ref<{ open: () => void }>
  children: ReactNode
}

export function FilterBar({ filters, onChange, onType, searchRef, addRef, children }: FilterBarProps) {
  const [open, setOpen] = useState<FilterField | null>(null)
  const workflows = useQuery(executionQueries.workflows())
  const now = useNow(60_000)
  const workflowName = (workflowId: string) =>
    workflows.data?.items.find((each) => each.workflowId === workflowId)?.name ?? 'unknown'
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-1 pr-3 pl-5">
      <TextFilter filters={filters} onType={onType} searchRef={searchRef} />
      {filterFields.map((field) => {
        const words = chipWords(filters, field, { now, workflowName })
        if (words === null && open !== field) return null
        return (
          <EditedChip
            field={field}
            filters={filters}
            key={field}
            onChange={onChange}
            onOpenChange={(next) => setOpen(next ? field : null)}
            onRemove={() => {
              setOpen(null)
              onChange(withoutField(filters, field))
            }}
            open={open === field}
            words={words ?? { relation: 'is', value: 'any' }}
          />
        )
      })}
      <AddFilter filters={filters} onChange={onChange} ref={addRef} />
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </div>
  )
}

/** The list follows this long after the last letter. */
const typingMs = 250

type TextFilterProps = Pick<FilterBarProps, 'filters' | 'onType' | 'searchRef'>

function TextFilter({ filters, onType, searchRef }: TextFilterProps) {
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(() => {
      setTyped(null)
      onType({ ...filters, text: typed })
    }, typingMs)
    return () => clearTimeout(timer)
  }, [typed, filters, onType])
  return (
    <SearchInput
      className="max-w-[220px]"
      inputRef={searchRef}
      keys="/"
      label="Search in runs"
      onValueChange={setTyped}
      placeholder="Id or workflow"
      value={typed ?? filters.text}
    />
  )
}

interface ListFiguresProps {
  waiting: number
  onAdmit: () => void
  matching: number | null
  capped: boolean
  onDownload: () => void
}

/** What stands at the right end of the bar. */
export function ListFigures({ waiting, onAdmit, matching, capped, onDownload }: ListFiguresProps) {
  return (
    <>
      {waiting === 0 ? null : (
        <Button icon={<ArrowUp aria-hidden="true" />} keys="N" onClick={onAdmit} size={24}>
          {formatCount(waiting)} new
        </Button>
      )}
      {matching === null ? null : (
        <span className="text-12 whitespace-nowrap text-text-2 tabular-nums" data-testid="matching">
          {capped ? 'over ' : ''}
          {formatCount(matching)} match
        </span>
      )}
      <IconButton label="Download as CSV" onClick={onDownload} size={24}>
        <Download aria-hidden="true" />
      </IconButton>
    </>
  )
}

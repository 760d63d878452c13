import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { PageHead } from '../../app/page.tsx'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatAge } from '../../ui/format-time.ts'
import { SearchInput } from '../../ui/search-input.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { LimitSections } from './limit-sections.tsx'
import { limitQueries } from './queries.ts'

/** Typing rests this long before the server is asked. */
const restMs = 150

/** What holds runs and nodes back across executions: how much of it is used, by whom, and who waits. */
export function LimitsPage() {
  const { search, setSearch } = useAddressSearch()
  const field = useRef<HTMLInputElement>(null)
  const asked = useSettled(search.trim(), restMs)
  const query = useLimits(asked)
  useShortcuts({ '/': () => field.current?.focus() })
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <PageHead title="Limits">
        {query.dataUpdatedAt === 0 ? null : <Checked atMs={query.dataUpdatedAt} />}
      </PageHead>
      <div className="flex h-10 shrink-0 items-center border-b border-line pr-3 pl-5">
        <SearchInput
          className="max-w-[260px]"
          inputRef={field}
          keys="/"
          label="Search limits"
          onValueChange={setSearch}
          placeholder="Key or workflow"
          value={search}
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <Body onClear={() => setSearch('')} query={query} search={asked} />
      </div>
    </div>
  )
}

interface BodyProps {
  query: ReturnType<typeof useLimits>
  search: string
  onClear: () => void
}

function useLimits(search: string) {
  return useQuery(limitQueries.list(search))
}

function Body({ query, search, onClear }: BodyProps) {
  const { data } = query
  if (data === undefined) {
    if (query.isPending) return <Skeleton rows={6} />
    const retry = { label: 'Try now', onSelect: () => void query.refetch() }
    return <ErrorState {...errorText(query.error)} action={retry} />
  }
  if (data.keys.length + data.rates.length + data.workflows.length > 0) return <LimitSections limits={data} />
  return search === '' ? (
    <EmptyState
      className="my-auto"
      text="Give nodes a concurrency key or a rate limit, or a workflow a number of runs at once, in the editor. Who holds what of them, and who waits, is shown here."
      title="Nothing is limited now"
    />
  ) : (
    <EmptyState
      actions={<Button onClick={onClear}>Clear the search</Button>}
      className="my-auto"
      text="No key that is in use and no workflow with a limit holds these words."
      title="No limit matches"
    />
  )
}

/** Figures have an age: when the server is away they grow old. */
function Checked({ atMs }: { atMs: number }) {
  const now = useNow(1000)
  return (
    <span className="pr-2 text-12 text-text-2 tabular-nums max-[899px]:hidden">
      Checked {formatAge(atMs, Math.max(now, atMs))}
    </span>
  )
}

/** The words live in the address, so that a node that waits links to its key. */
function useAddressSearch() {
  const navigate = useNavigate()
  const params: { search?: unknown } = useSearch({ strict: false })
  const [search, setSearch] = useState(typeof params.search === 'string' ? params.search : '')
  return {
    search,
    setSearch: (value: string) => {
      setSearch(value)
      void navigate({ to: '/limits', search: value === '' ? {} : { search: value }, replace: true })
    },
  }
}

import { Link } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { PageHead } from '../../app/page.tsx'
import { showNotDone } from '../../app/show-failure.ts'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { downloadText } from '../../ui/download-text.ts'
import { BulkQuestion } from './bulk-question.tsx'
import { ChosenBar } from './chosen-bar.tsx'
import type { Run } from './core/run.ts'
import { toRunCsv } from './core/run-csv.ts'
import { FilterBar, ListFigures } from './filter-bar.tsx'
import { ListState } from './list-state.tsx'
import { LiveBadge } from './live-badge.tsx'
import { fetchRunPage, mostRows } from './queries.ts'
import { runMenu } from './run-menu.tsx'
import { RunTable } from './run-table.tsx'
import { useBulkAction } from './use-bulk-action.ts'
import { useChoice } from './use-choice.ts'
import { useFilters } from './use-filters.ts'
import { useRunList } from './use-run-list.ts'
import { ViewTabs } from './view-tabs.tsx'

export function ExecutionsPage() {
  const { filters, setFilters, replaceFilters } = useFilters()
  const list = useRunList(filters)
  const choice = useChoice(filters, list.rows)
  const bulk = useBulkAction(() => {
    choice.clear()
    list.refresh()
  })
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const addFilter = useRef<{ open: () => void }>(null)
  const fetchAll = async () => (await fetchRunPage(filters, { cursor: null, limit: mostRows })).items
  const download = () => {
    fetchAll()
      .then((rows) => downloadText('executions.csv', toRunCsv(rows)))
      .catch((error: unknown) => showNotDone('The list was not downloaded', error))
  }
  const admit = () => {
    list.admit()
    scroller.current?.scrollTo({ top: 0 })
  }
  useShortcuts({
    '/': () => search.current?.focus(),
    f: () => addFilter.current?.open(),
    n: admit,
    r: () => bulk.ask('retry', choice.chosen),
    Escape: choice.clear,
  })
  const figures = (
    <ListFigures
      capped={list.matchingIsCapped}
      matching={list.matching}
      onAdmit={admit}
      onDownload={download}
      waiting={list.waiting}
    />
  )
  return (
    <div className="relative flex h-full min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <PageHead beside={<LiveBadge />} title="Executions">
        <Link className={buttonClass()} to="/">
          <Play aria-hidden="true" />
          Run a workflow
        </Link>
      </PageHead>
      <ViewTabs filters={filters} onChange={setFilters}>
        <FilterBar
          {...{ addRef: addFilter, filters, onChange: setFilters, onType: replaceFilters, searchRef: search }}
        >
          {figures}
        </FilterBar>
        <ListState filters={filters} list={list} onClear={setFilters}>
          <RunTable
            choice={choice}
            entriesOf={(run) => runMenu(run, bulk.ask)}
            list={list}
            onKey={(run, event) => actOnKey(run, event, { choice, bulk })}
            onSort={(sort) => setFilters({ ...filters, sort })}
            scroller={scroller}
            sort={filters.sort}
          />
        </ListState>
      </ViewTabs>
      <ChosenBar bulk={bulk} choice={choice} fetchAll={fetchAll} matching={list.matching ?? 0} />
      <BulkQuestion bulk={bulk} />
    </div>
  )
}

interface Hands {
  choice: ReturnType<typeof useChoice>
  bulk: ReturnType<typeof useBulkAction>
}

/** A key pressed on a row acts on the chosen rows, or on that row where none is chosen. */
function actOnKey(run: Run, event: KeyboardEvent, { choice, bulk }: Hands): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const rows = choice.chosen.length > 0 ? choice.chosen : [run]
  if (event.key === 'r') bulk.ask('retry', rows)
  else if (event.key === 'Delete') bulk.ask('delete', rows)
  else return
  event.preventDefault()
}

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDownWideNarrow, Plus, Shapes, Upload } from 'lucide-react'
import { type ChangeEvent, lazy, Suspense, useRef, useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { useExecutionChanges } from '../../app/execution-changes.ts'
import { PageHead } from '../../app/page.tsx'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { loadPart } from '../../ui/load-part.ts'
import { Menu } from '../../ui/menu.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import { useSettled } from '../../ui/use-settled.ts'
import type { ChosenFile } from './import-dialog.tsx'
import { type WorkflowSort, workflowQueries, workflowSorts } from './queries.ts'
import { useWorkflowActions } from './use-workflow-actions.ts'
import { WorkflowTable } from './workflow-table.tsx'

// What most visits to the list do not come to is loaded when it is opened.
const ExamplesDialog = lazy(() =>
  loadPart(() => import('./examples-dialog.tsx')).then((module) => ({ default: module.ExamplesDialog })),
)
const FirstWorkflow = lazy(() =>
  loadPart(() => import('./first-workflow.tsx')).then((module) => ({ default: module.FirstWorkflow })),
)
const ImportDialog = lazy(() =>
  loadPart(() => import('./import-dialog.tsx')).then((module) => ({ default: module.ImportDialog })),
)

const sortNames: Record<WorkflowSort, string> = {
  last_run: 'Last run first',
  edited: 'Last edited first',
  name: 'By name',
}

/** Typing rests this long before the server is asked. */
const restMs = 150

export function WorkflowsPage() {
  const actions = useWorkflowActions()
  const { search, setSearch, sort, setSort } = useListSearch()
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [examples, setExamples] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const list = useWorkflowList(useSettled(search, restMs), sort)
  const choose = () => picker.current?.click()
  const { act: create, isBusy: isCreating } = useOneAtATime(actions.create)
  useShortcuts({ n: create, '/': () => searchField.current?.focus() })
  const onFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? []
    event.target.value = ''
    if (chosen === undefined) return
    const { readChosenFile } = await loadPart(() => import('./import-dialog.tsx'))
    setFile(await readChosenFile(chosen))
  }
  const first = list.isSuccess && search === '' && list.total === 0
  return (
    <>
      <PageHead count={first ? undefined : list.total} title="Workflows">
        {first ? null : (
          <>
            <Button icon={<Shapes aria-hidden="true" />} onClick={() => setExamples(true)} variant="quiet">
              Examples
            </Button>
            <Button icon={<Upload aria-hidden="true" />} onClick={choose} variant="quiet">
              Import
            </Button>
            <Button
              icon={<Plus aria-hidden="true" />}
              keys="N"
              onClick={create}
              pending={isCreating}
              variant="primary"
            >
              New workflow
            </Button>
          </>
        )}
      </PageHead>
      {first ? (
        <Suspense>
          <FirstWorkflow isCreating={isCreating} onCreate={create} onImport={choose} />
        </Suspense>
      ) : (
        <>
          <div className="flex h-10 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-5">
            <SearchInput
              className="max-w-[220px]"
              inputRef={searchField}
              keys="/"
              label="Search workflows"
              onValueChange={setSearch}
              placeholder="Name or description"
              value={search}
            />
            <SortMenu onSort={setSort} sort={sort} />
          </div>
          <ListBody
            actions={actions}
            list={list}
            onClear={() => setSearch('')}
            onSort={setSort}
            sort={sort}
          />
        </>
      )}
      <input
        accept=".json,application/json"
        aria-label="Workflow file"
        className="hidden"
        onChange={(event) => void onFile(event)}
        ref={picker}
        type="file"
      />
      <Suspense>
        {examples ? <ExamplesDialog onClose={() => setExamples(false)} /> : null}
        {file === null ? null : (
          <ImportDialog
            file={file}
            onChooseAnother={choose}
            onClose={() => setFile(null)}
            onImported={actions.open}
          />
        )}
      </Suspense>
    </>
  )
}

/** Search and order live in the address, so that a link shows the same list. */
function useListSearch() {
  const navigate = useNavigate()
  const params: { search?: unknown; sort?: unknown } = useSearch({ strict: false })
  const [search, setSearch] = useState(typeof params.search === 'string' ? params.search : '')
  const sort = workflowSorts.find((each) => each === params.sort) ?? 'last_run'
  const write = (next: { search: string; sort: WorkflowSort }) =>
    void navigate({
      to: '/',
      search: {
        ...(next.search === '' ? {} : { search: next.search }),
        ...(next.sort === 'last_run' ? {} : { sort: next.sort }),
      },
      replace: true,
    })
  return {
    search,
    sort,
    setSearch: (value: string) => {
      setSearch(value)
      write({ search: value, sort })
    },
    setSort: (value: WorkflowSort) => write({ search, sort: value }),
  }
}

function useWorkflowList(search: string, sort: WorkflowSort) {
  const client = useQueryClient()
  const query = useInfiniteQuery(workflowQueries.list(search.trim(), sort))
  useExecutionChanges(() => {
    void client.invalidateQueries({ queryKey: workflowQueries.listKey() }, { cancelRefetch: false })
  })
  return {
    ...query,
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages[0]?.total,
  }
}

function SortMenu({ sort, onSort }: { sort: WorkflowSort; onSort: (sort: WorkflowSort) => void }) {
  return (
    <Menu
      entries={workflowSorts.map((each) => ({
        label: sortNames[each],
        checked: each === sort,
        onSelect: () => onSort(each),
      }))}
      trigger={
        <Button
          className="ml-auto"
          icon={<ArrowDownWideNarrow aria-hidden="true" />}
          size={24}
          variant="quiet"
        >
          {sortNames[sort]}
        </Button>
      }
    />
  )
}

interface ListBodyProps {
  list: ReturnType<typeof useWorkflowList>
  actions: ReturnType<typeof useWorkflowActions>
  sort: WorkflowSort
  onSort: (sort: WorkflowSort) => void
  onClear: () => void
}

function ListBody({ list, actions, sort, onSort, onClear }: ListBodyProps) {
  if (list.isPending) return <Skeleton rowHeight={64} rows={8} />
  if (list.isError && list.items.length === 0) {
    const { title, text, code } = errorText(list.error)
    return (
      <ErrorState
        action={{ label: 'Try now', onSelect: () => void list.refetch() }}
        code={code}
        text={text}
        title={title}
      />
    )
  }
  if (list.items.length === 0) {
    return (
      <EmptyState
        actions={<Button onClick={onClear}>Clear the search</Button>}
        text="No name or description holds these words. Try fewer of them."
        title="No workflow matches"
      />
    )
  }
  const onEnd = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  return <WorkflowTable actions={actions} onEnd={onEnd} onSort={onSort} sort={sort} workflows={list.items} />
}

import { isFinal } from '@heddle/core/execution/status.ts'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import type { MenuEntry } from '../../ui/menu-entry.tsx'
import { Table } from '../../ui/table.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useRowKeys } from '../../ui/use-row-keys.ts'
import type { Sort } from './core/execution-filters.ts'
import type { Run } from './core/run.ts'
import { fullBarMs } from './core/run-words.ts'
import { ReadingBox } from './reading-box.tsx'
import { RunHead } from './run-head.tsx'
import { RunRow } from './run-row.tsx'
import type { useChoice } from './use-choice.ts'
import type { RunList } from './use-run-list.ts'

const rowHeight = 32
/** The next page is asked for when the last drawn row is this near to the end. */
const loadAhead = 20

interface RunTableProps {
  list: RunList
  choice: ReturnType<typeof useChoice>
  sort: Sort
  onSort: (sort: Sort) => void
  onKey: (run: Run, event: KeyboardEvent) => void
  entriesOf: (run: Run) => readonly MenuEntry[]
  scroller: RefObject<HTMLDivElement | null>
}

export function RunTable(props: RunTableProps) {
  const { list, choice, scroller } = props
  const { rows } = list
  const now = useNow(rows.some((run) => !isFinal(run.status)) ? 1000 : 60_000)
  const fullMs = fullBarMs(rows, now)
  const { drawn, above, below, scrollTo } = useDrawnRows(list, scroller)
  const open = useOpenRun()
  const rowKeys = useRowKeys({
    count: rows.length,
    onOpen: (index) => withRow(rows[index], open),
    onChoose: (index, event) => withRow(rows[index], (run) => choice.choose(run, event.shiftKey)),
    onKey: (index, event) => withRow(rows[index], (run) => props.onKey(run, event)),
    onMove: scrollTo,
  })
  const all = rows.every((run) => choice.ids.has(run.executionId))
  return (
    <ReadingBox
      onHold={list.hold}
      onRelease={list.release}
      roomBelow={choice.ids.size > 0}
      scroller={scroller}
    >
      <Table className="min-w-[860px]" label="Executions">
        <RunHead
          chosen={choice.ids.size === 0 ? false : all ? true : 'indeterminate'}
          onChooseAll={choice.chooseLoaded}
          onSort={props.onSort}
          sort={props.sort}
        />
        <tbody>
          <Gap height={above} />
          {drawn.map((index) => {
            const run = rows[index]
            if (run === undefined) return null
            return (
              <RunRow
                chosen={choice.ids.has(run.executionId)}
                entries={() => props.entriesOf(run)}
                key={run.executionId}
                onChoose={(shift) => choice.choose(run, shift)}
                onOpen={() => open(run)}
                rowKeys={rowKeys.rowProps(index)}
                {...{ run, index, now, fullMs }}
              />
            )
          })}
          <Gap height={below} />
        </tbody>
      </Table>
    </ReadingBox>
  )
}

function withRow(run: Run | undefined, act: (run: Run) => void): void {
  if (run !== undefined) act(run)
}

function useOpenRun(): (run: Run) => void {
  const navigate = useNavigate()
  return ({ executionId }) => void navigate({ to: '/executions/$executionId', params: { executionId } })
}

/** The rows in view and a few around them, and the heights that stand for the others. */
function useDrawnRows({ rows, loadMore }: RunList, scroller: RefObject<HTMLDivElement | null>) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.executionId ?? index,
    overscan: 12,
    // The head stays above the rows.
    scrollPaddingStart: rowHeight,
  })
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)
  const lastDrawn = last?.index ?? -1
  useEffect(() => {
    if (lastDrawn >= rows.length - loadAhead) loadMore()
  }, [lastDrawn, rows.length, loadMore])
  return {
    drawn: drawn.map((each) => each.index),
    above: drawn[0]?.start ?? 0,
    below: virtual.getTotalSize() - (last?.end ?? 0),
    scrollTo: (index: number) => virtual.scrollToIndex(index, { align: 'auto' }),
  }
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it takes no focus
    <tr aria-hidden="true">
      <td style={{ height, padding: 0 }} />
    </tr>
  )
}

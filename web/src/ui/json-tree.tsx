import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { cx } from './class-names.ts'
import { copyToClipboard } from './copy-to-clipboard.ts'
import {
  copyText,
  isBranch,
  type JsonKind,
  type JsonRow,
  listJsonRows,
  parentRow,
  rowText,
} from './json-tree-rows.ts'

interface JsonTreeProps {
  value: unknown
  label?: string
  maxHeight?: number | string
  className?: string
}

const lineHeight = 20

/** A value to walk through: arrows move, open and close, Ctrl C copies what the line holds. */
export function JsonTree({ value, label = 'Value', maxHeight = 320, className }: JsonTreeProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [active, setActive] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const rows = useMemo(() => listJsonRows(value, toggled), [value, toggled])
  const current = Math.min(active, rows.length - 1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 12,
  })
  const moveTo = (index: number) => {
    setActive(index)
    virtual.scrollToIndex(index)
  }
  const toggle = (row: JsonRow, open: boolean) => {
    if (isBranch(row.kind)) setToggled((old) => new Map(old).set(row.path, open))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (handleTreeKey({ event, rows, current, moveTo, toggle })) event.preventDefault()
  }
  return (
    <div
      aria-activedescendant={`${id}-${current}`}
      aria-label={label}
      className={cx('mono overflow-auto leading-5', className)}
      onKeyDown={onKeyDown}
      ref={scroller}
      role="tree"
      style={{ maxHeight }}
      tabIndex={0}
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <TreeLine
              active={item.index === current}
              id={`${id}-${item.index}`}
              key={row.path}
              onPress={() => {
                setActive(item.index)
                toggle(row, !row.open)
              }}
              row={row}
              top={item.start}
            />
          )
        })}
      </div>
    </div>
  )
}

interface TreeKey {
  event: KeyboardEvent
  rows: readonly JsonRow[]
  current: number
  moveTo: (index: number) => void
  toggle: (row: JsonRow, open: boolean) => void
}

function handleTreeKey({ event, rows, current, moveTo, toggle }: TreeKey): boolean {
  const row = rows[current]
  if (row === undefined) return false
  const last = rows.length - 1
  if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
    if (window.getSelection()?.toString() !== '') return false
    void copyToClipboard(copyText(row.value), 'Copied')
    return true
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const closed = isBranch(row.kind) && !row.open
  switch (event.key) {
    case 'ArrowDown':
      moveTo(Math.min(last, current + 1))
      return true
    case 'ArrowUp':
      moveTo(Math.max(0, current - 1))
      return true
    case 'Home':
      moveTo(0)
      return true
    case 'End':
      moveTo(last)
      return true
    case 'ArrowRight':
      if (closed) toggle(row, true)
      else moveTo(Math.min(last, current + 1))
      return true
    case 'ArrowLeft':
      if (row.open) toggle(row, false)
      else moveTo(Math.max(0, parentRow(rows, current)))
      return true
    case 'Enter':
    case ' ':
      toggle(row, !row.open)
      return true
    default:
      return false
  }
}

const valueClass: Record<JsonKind, string> = {
  object: 'text-text-3',
  array: 'text-text-3',
  string: 'text-syn-str',
  number: 'text-syn-num',
  boolean: 'text-syn-fn',
  null: 'text-text-3',
}

interface TreeLineProps {
  row: JsonRow
  top: number
  id: string
  active: boolean
  onPress: () => void
}

function TreeLine({ row, top, id, active, onPress }: TreeLineProps) {
  const branch = isBranch(row.kind) && row.size > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys for the active line
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree, which names its active line
    <div
      aria-expanded={branch ? row.open : undefined}
      aria-level={row.depth + 1}
      aria-selected={active}
      className={cx(
        'absolute left-0 flex min-w-full items-center pr-2 whitespace-pre hover:bg-hover',
        active && '[[role=tree]:focus-visible_&]:bg-active',
      )}
      id={id}
      onClick={onPress}
      role="treeitem"
      style={{ height: lineHeight, transform: `translateY(${top}px)`, paddingLeft: 4 + row.depth * 14 }}
    >
      <span className="inline-flex w-4 shrink-0 justify-center text-text-3">
        {branch ? (
          <ChevronRight aria-hidden="true" className={cx('size-3', row.open && 'rotate-90')} />
        ) : null}
      </span>
      {row.name === null ? null : (
        <span className="text-syn-key">
          {row.name}
          <span className="text-text-3">: </span>
        </span>
      )}
      <span className={valueClass[row.kind]}>{rowText(row)}</span>
    </div>
  )
}

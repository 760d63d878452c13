import { type FocusEvent, type KeyboardEvent, type RefCallback, useRef, useState } from 'react'
import { moveRow } from './row-move.ts'

interface RowKeysOptions {
  count: number
  onOpen?: (index: number) => void
  /** Space; with Shift from the row chosen last to this one. */
  onChoose?: (index: number, event: KeyboardEvent) => void
  /** Any other key pressed on a row; call preventDefault when it was yours. */
  onKey?: (index: number, event: KeyboardEvent) => void
  /** Before focus moves: a virtual list brings the row into being. */
  onMove?: (index: number) => void
}

export interface RowKeyProps {
  ref: RefCallback<HTMLElement>
  tabIndex: 0 | -1
  onKeyDown: (event: KeyboardEvent) => void
  onFocus: (event: FocusEvent) => void
  'data-row': number
}

/** Roving focus over the rows of a list: arrows, J K, Home, End, Enter, Space. Keys pressed inside a control of the row are left to it. */
export function useRowKeys(options: RowKeysOptions): {
  active: number
  rowProps: (index: number) => RowKeyProps
} {
  const { count, onOpen, onChoose, onKey, onMove } = options
  const [chosen, setActive] = useState(0)
  const active = Math.min(chosen, Math.max(0, count - 1))
  const rows = useRef(new Map<number, HTMLElement>())
  const wanted = useRef<number | null>(null)

  const moveTo = (index: number) => {
    setActive(index)
    wanted.current = index
    onMove?.(index)
    rows.current.get(index)?.focus()
  }

  const onKeyDown = (index: number, event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const next = moveRow({
      key: event.key,
      index,
      count,
      plain: !event.ctrlKey && !event.metaKey && !event.altKey,
    })
    if (next !== null) {
      event.preventDefault()
      if (next !== index) moveTo(next)
      if (event.shiftKey && event.key.startsWith('Arrow')) onChoose?.(next, event)
    } else if (event.key === 'Enter' && onOpen) {
      event.preventDefault()
      onOpen(index)
    } else if (event.key === ' ' && onChoose) {
      event.preventDefault()
      onChoose(index, event)
    } else onKey?.(index, event)
  }

  const rowProps = (index: number): RowKeyProps => ({
    ref: (element) => {
      if (element === null) {
        rows.current.delete(index)
        return
      }
      rows.current.set(index, element)
      if (wanted.current === index) {
        wanted.current = null
        element.focus()
      }
    },
    tabIndex: index === active ? 0 : -1,
    onKeyDown: (event) => onKeyDown(index, event),
    onFocus: (event) => {
      if (event.target === event.currentTarget) setActive(index)
    },
    'data-row': index,
  })

  return { active, rowProps }
}

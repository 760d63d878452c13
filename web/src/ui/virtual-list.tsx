import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { cx } from './class-names.ts'

export interface VirtualListHandle {
  scrollToIndex: (index: number) => void
}

interface VirtualListProps<T> {
  items: readonly T[]
  rowHeight: number
  label: string
  role?: 'list' | 'log' | 'listbox' | 'table'
  render: (item: T, index: number) => ReactNode
  keyOf: (item: T, index: number) => string | number
  /** Stay at the end while items are added. */
  follow?: boolean
  /** The person scrolled away from the end (false) or back to it (true). */
  onFollowChange?: (follow: boolean) => void
  /** The last rows came into view: time for the next page. */
  onEnd?: () => void
  className?: string
  ref?: Ref<VirtualListHandle>
}

/** Pixels from the end that still count as being there. */
const endSlack = 24

export function VirtualList<T>(props: VirtualListProps<T>) {
  const {
    items,
    rowHeight,
    label,
    role = 'list',
    render,
    keyOf,
    follow = false,
    onFollowChange,
    onEnd,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item, index)
    },
    overscan: 10,
  })
  const drawn = virtual.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? -1
  useImperativeHandle(props.ref, () => ({ scrollToIndex: (index) => virtual.scrollToIndex(index) }), [
    virtual,
  ])
  useEffect(() => {
    if (follow && items.length > 0) virtual.scrollToIndex(items.length - 1, { align: 'end' })
  }, [follow, items.length, virtual])
  useEffect(() => {
    if (items.length > 0 && lastDrawn >= items.length - 1) onEnd?.()
  }, [items.length, lastDrawn, onEnd])
  const onWheelOrKey = () => {
    const element = scroller.current
    if (element === null || onFollowChange === undefined) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= endSlack
    if (atEnd !== follow) onFollowChange(atEnd)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is a list's; the handlers only notice scrolling
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: every role it may take carries a name
    <div
      aria-label={label}
      className={cx('min-h-0 overflow-auto', props.className)}
      onKeyUp={onWheelOrKey}
      onPointerUp={onWheelOrKey}
      onWheel={() => requestAnimationFrame(onWheelOrKey)}
      ref={scroller}
      role={role}
      tabIndex={0}
    >
      <div className="relative min-w-full" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {drawn.map((row) => {
          const item = items[row.index]
          if (item === undefined) return null
          return (
            <div
              className="absolute inset-x-0 top-0"
              key={row.key}
              role={role === 'list' ? 'listitem' : 'presentation'}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              {render(item, row.index)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

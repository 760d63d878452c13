/** Log lines, thousands of them: only those in view are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { LogLine } from '../core/log-book.ts'
import { type LogLayout, LogRow } from './log-row.tsx'

interface LogListProps {
  readonly lines: readonly LogLine[]
  readonly label: string
  readonly layout: LogLayout
  /** Words to mark. */
  readonly words: string
  /** Indexes of lines that match, or null where nothing is searched. */
  readonly hits: readonly number[] | null
  readonly shownHit?: number | undefined
  readonly isFollowing?: boolean
  readonly onFollowChange?: (isFollowing: boolean) => void
}

const lineHeight = 18
/** Pixels from the end that still count as being there. */
const endSlack = 24

export function LogList(props: LogListProps) {
  const { lines, label, layout, words, hits, shownHit, isFollowing = false, onFollowChange } = props
  const scroller = useRef<HTMLDivElement>(null)
  const isMeasured = layout !== 'cut'
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.cursor ?? index,
    overscan: 12,
  })
  useEffect(() => {
    if (isFollowing && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [isFollowing, lines.length, virtual])
  useEffect(() => {
    if (hits !== null && shownHit !== undefined) virtual.scrollToIndex(shownHit, { align: 'center' })
  }, [hits, shownHit, virtual])

  const noticeScroll = () => {
    const element = scroller.current
    if (element === null || onFollowChange === undefined) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= endSlack
    if (isAtEnd !== isFollowing) onFollowChange(isAtEnd)
  }
  return (
    <div
      aria-label={label}
      aria-live="off"
      className="mono min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-log-bg py-1 leading-[18px]"
      onKeyUp={noticeScroll}
      onPointerUp={noticeScroll}
      onWheel={() => requestAnimationFrame(noticeScroll)}
      ref={scroller}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
      tabIndex={0}
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              className="absolute inset-x-0 top-0"
              data-index={item.index}
              key={item.key}
              ref={isMeasured ? virtual.measureElement : undefined}
              style={{
                transform: `translateY(${item.start}px)`,
                ...(isMeasured ? {} : { height: lineHeight }),
              }}
            >
              <LogRow
                isShownHit={hits !== null && item.index === shownHit}
                layout={layout}
                line={line}
                number={item.index + 1}
                words={words}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

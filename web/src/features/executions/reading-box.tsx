import type { FocusEvent, ReactNode, RefObject } from 'react'
import { cx } from '../../ui/class-names.ts'

interface ReadingBoxProps {
  scroller: RefObject<HTMLDivElement | null>
  onHold: () => void
  onRelease: () => void
  /** Room below the last row for what floats over the list. */
  roomBelow: boolean
  children: ReactNode
}

/** The scrolling box of the list. The pointer or the focus in it, and a list scrolled down, all count as reading. */
export function ReadingBox({ scroller, onHold, onRelease, roomBelow, children }: ReadingBoxProps) {
  const releaseIfAway = () => {
    const box = scroller.current
    if (box === null || box.matches(':hover') || box.scrollTop > 0) return
    if (!box.contains(document.activeElement)) onRelease()
  }
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setTimeout(releaseIfAway)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only notice that somebody reads
    <div
      className={cx('min-h-0 flex-1 overflow-auto', roomBelow && 'pb-16')}
      onBlur={onBlur}
      onFocus={onHold}
      onPointerEnter={onHold}
      onPointerLeave={() => setTimeout(releaseIfAway)}
      onScroll={(event) => (event.currentTarget.scrollTop > 0 ? onHold() : releaseIfAway())}
      ref={scroller}
    >
      {children}
    </div>
  )
}

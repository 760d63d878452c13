import type { FocusEvent, ReactNode, RefObject } from 'react'

interface ReadingBoxProps {
  scroller: RefObject<HTMLDivElement | null>
  onHold: () => void
  onRelease: () => void
  children: ReactNode
}

/** The scrolling box of the list. The pointer or the focus in it, and a list scrolled down, all count as reading. */
export function ReadingBox({ scroller, onHold, onRelease, children }: ReadingBoxProps) {
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
      className="min-h-0 flex-1 overflow-auto"
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

import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { type PointerEvent, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { cardHeight, cardWidth } from '../../graph-view/card-geometry.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import { NodeIcon } from '../../graph-view/node-icon.tsx'
import { cx } from '../../ui/class-names.ts'
import { useEditor } from './editor-context.ts'

/** Under this many pixels a press is a click. */
const clickReach = 5

interface PaletteItemProps {
  readonly declaration: NodeTypeDeclaration
  /** Enter in the search field adds this one. */
  readonly isFirst: boolean
}

export function PaletteItem({ declaration, isFirst }: PaletteItemProps) {
  const { actions } = useEditor()
  const [dragged, setDragged] = useState<Point | null>(null)
  const start = useRef<Point | null>(null)
  const wasDragged = useRef(false)

  function press(event: PointerEvent<HTMLButtonElement>) {
    if (event.button !== 0) return
    start.current = { x: event.clientX, y: event.clientY }
    wasDragged.current = false
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  function move(event: PointerEvent) {
    const from = start.current
    if (!from) return
    if (!wasDragged.current && Math.hypot(event.clientX - from.x, event.clientY - from.y) < clickReach) return
    wasDragged.current = true
    setDragged({ x: event.clientX, y: event.clientY })
  }
  function drop(event: PointerEvent) {
    const screen = { x: event.clientX, y: event.clientY }
    start.current = null
    setDragged(null)
    const { canvas } = actions
    if (!wasDragged.current || !canvas?.contains(screen)) return
    const at = canvas.toCanvas(screen)
    actions.addNode(declaration.type, { at: { x: at.x - cardWidth / 2, y: at.y - cardHeight / 2 } })
  }

  return (
    <li>
      <button
        type="button"
        title={declaration.summary}
        className={cx(
          'flex h-[26px] w-full touch-none select-none items-center gap-2.5 rounded-md px-2 text-left font-medium hover:bg-hover [&_svg]:text-text-2',
          isFirst && 'bg-hover',
        )}
        // With text chosen around it, a press would otherwise begin to drag that text.
        onDragStart={(event) => event.preventDefault()}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={drop}
        onPointerCancel={() => {
          start.current = null
          setDragged(null)
        }}
        onClick={() => {
          if (!wasDragged.current) actions.addNode(declaration.type)
          wasDragged.current = false
        }}
      >
        <NodeIcon name={declaration.icon} />
        <span className="min-w-0 flex-1 truncate">{declaration.label}</span>
        {isFirst ? <span className="text-11 font-normal text-text-3">Enter adds</span> : null}
      </button>
      {dragged ? createPortal(<Ghost declaration={declaration} at={dragged} />, document.body) : null}
    </li>
  )
}

function Ghost({ declaration, at }: { readonly declaration: NodeTypeDeclaration; readonly at: Point }) {
  return (
    <div
      className="pointer-events-none fixed top-0 left-0 z-50 flex h-14 w-[184px] items-center gap-2 rounded-lg border border-accent bg-surface px-2 opacity-90 shadow-pop"
      style={{ transform: `translate(${at.x - cardWidth / 2}px, ${at.y - cardHeight / 2}px)` }}
    >
      <span className="grid size-7 place-items-center rounded-md bg-hover text-text-2">
        <NodeIcon name={declaration.icon} />
      </span>
      <span className="font-medium">{declaration.label}</span>
    </div>
  )
}

/** The graph in small: what runs again is filled, what is skipped only outlined. Boxes may be pressed to choose nodes. */
import { type MouseEvent, memo, useMemo } from 'react'
import {
  boxAroundCards,
  cardHeight,
  cardWidth,
  inPortOffset,
  outPortOffset,
  toPath,
  toThreadCurve,
} from '../../../graph-view/card-geometry.ts'
import { cx } from '../../../ui/class-names.ts'
import type { RetryPreview } from '../queries.ts'
import type { RetryTarget } from './use-retry-target.ts'

interface RetryPictureProps {
  readonly preview: RetryPreview | undefined
  readonly target: RetryTarget
  readonly onPick: ((nodeId: string) => void) | undefined
}

/** Threads of graphs larger than this would only blacken the picture. */
const threadsUpTo = 400
const margin = 24

export function RetryPicture({ preview, target, onPick }: RetryPictureProps) {
  const { nodes } = target
  const box = useMemo(() => boxAroundCards(nodes.map((node) => node.position)), [nodes])
  const runAgain = useMemo(() => new Set(preview?.runAgain), [preview])
  const skipped = useMemo(() => new Set(preview?.skipped), [preview])
  if (box === null) return null
  const width = box.right - box.left + margin * 2
  const height = box.bottom - box.top + margin * 2
  const pick = ({ target: pressed }: MouseEvent) => {
    const nodeId = pressed instanceof Element ? pressed.getAttribute('data-node') : null
    if (nodeId !== null) onPick?.(nodeId)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list of nodes above does the same by keyboard
    <svg
      aria-label="Map of what runs again"
      className={cx('h-40 w-50 shrink-0 self-center', onPick !== undefined && '[&_rect]:cursor-pointer')}
      onClick={pick}
      role="img"
      viewBox={`${box.left - margin} ${box.top - margin} ${width} ${height}`}
    >
      <Threads target={target} />
      {nodes.map((node) => (
        <rect
          className={
            runAgain.has(node.id)
              ? 'fill-accent-line'
              : skipped.has(node.id)
                ? 'fill-surface stroke-thread'
                : 'fill-thread-faint'
          }
          data-node={node.id}
          height={cardHeight}
          key={node.id}
          rx={4}
          strokeWidth={skipped.has(node.id) ? 4 : 0}
          width={cardWidth}
          x={node.position.x}
          y={node.position.y}
        >
          <title>{node.name}</title>
        </rect>
      ))}
    </svg>
  )
}

const Threads = memo(function Threads({ target }: { readonly target: RetryTarget }) {
  const { nodes, edges } = target
  if (edges.length > threadsUpTo) return null
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return edges.map((edge) => {
    const source = byId.get(edge.source)
    const end = byId.get(edge.target)
    if (source === undefined || end === undefined) return null
    const out = outPortOffset(source.ports, edge.port)
    const from = { x: source.position.x + out.x, y: source.position.y + out.y }
    const to = { x: end.position.x + inPortOffset.x, y: end.position.y + inPortOffset.y }
    return (
      <path
        className="fill-none stroke-thread-faint"
        d={toPath(toThreadCurve(from, to))}
        key={edge.id}
        strokeWidth={4}
      />
    )
  })
})

import { memo } from 'react'
import { drawThumbnail } from './core/thumbnail-layout.ts'
import type { Thumbnail } from './queries.ts'

/** The real graph, 96 by 48. */
export const GraphThumbnail = memo(function GraphThumbnail({ graph }: { graph: Thumbnail }) {
  const { boxes, threads } = drawThumbnail(graph)
  return (
    <svg
      aria-hidden="true"
      className="block rounded-md border border-line bg-canvas"
      height="48"
      viewBox="0 0 96 48"
      width="96"
    >
      <path d={threads.join('')} fill="none" stroke="var(--thread-faint)" />
      {boxes.map((box) => (
        <rect fill="var(--thread)" key={`${box.x},${box.y}`} rx={Math.min(1, box.height / 3)} {...box} />
      ))}
    </svg>
  )
})

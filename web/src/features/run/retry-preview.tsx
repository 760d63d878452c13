/** What a retry would do: a small picture of the graph and the three lists. */
import { ChevronsRight, Pin, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  boxAroundCards,
  cardHeight,
  cardWidth,
  inPortOffset,
  outPortOffset,
  toPath,
  toThreadCurve,
} from '../../graph-view/card-geometry.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatRange } from '../../ui/format-duration.ts'
import type { RetryPreview } from './queries.ts'
import { useRun } from './run-context.ts'

function toEstimateWords({ low, high }: { readonly low: number; readonly high: number }): string {
  const range = formatRange(low, high)
  return range.startsWith('under') ? range : `about ${range}`
}

export function RetryPreviewPart({ preview }: { readonly preview: RetryPreview | undefined }) {
  return (
    <div className="-mx-4 mt-4 -mb-4 flex min-h-44 gap-5 border-t border-line bg-bg px-4 py-3">
      <PreviewPicture preview={preview} />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-2">
          <h3 className="font-semibold">What happens</h3>
          {preview?.estimateMs ? (
            <span className="text-12 text-text-2">{toEstimateWords(preview.estimateMs)}</span>
          ) : null}
        </div>
        {preview === undefined ? null : (
          <>
            <Outcome
              icon={<RotateCw aria-hidden="true" className="text-accent" />}
              nodes={preview.runAgain}
              title="Runs again"
            />
            <Outcome icon={<Pin aria-hidden="true" />} nodes={preview.kept} title="Keeps its result" />
            <Outcome
              icon={<ChevronsRight aria-hidden="true" />}
              nodes={preview.skipped}
              title="Stays skipped"
            />
          </>
        )}
      </div>
    </div>
  )
}

interface OutcomeProps {
  readonly title: string
  readonly icon: ReactNode
  readonly nodes: readonly string[]
}

const namedNodes = 6

function Outcome({ title, icon, nodes }: OutcomeProps) {
  const { plan } = useRun().model
  if (nodes.length === 0) return null
  const names = nodes.slice(0, namedNodes).map((id) => plan.nodes[plan.indexOf.get(id) ?? -1]?.name ?? id)
  const rest = nodes.length - names.length
  return (
    <div className="mt-1.5 flex gap-2.5 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-text-2">
      {icon}
      <div className="min-w-0 flex-1">
        <p className="flex justify-between font-medium">
          {title} <span className="tabular-nums">{formatCount(nodes.length)}</span>
        </p>
        <p className="truncate text-12 text-text-2">
          {names.join(', ')}
          {rest > 0 ? ` and ${formatCount(rest)} more` : ''}
        </p>
      </div>
    </div>
  )
}

/** Threads of graphs larger than this would only blacken the picture. */
const threadsUpTo = 400
const margin = 24

function PreviewPicture({ preview }: { readonly preview: RetryPreview | undefined }) {
  const { graph } = useRun().model
  const runAgain = new Set(preview?.runAgain)
  const skipped = new Set(preview?.skipped)
  const nodes = [...graph.nodes().values()]
  const box = boxAroundCards(nodes.map((node) => node.position))
  if (box === null) return null
  const edges = graph.edges().size > threadsUpTo ? [] : [...graph.edges().values()]
  const width = box.right - box.left + margin * 2
  const height = box.bottom - box.top + margin * 2
  return (
    <svg
      aria-label="Map of what runs again"
      className="h-40 w-50 shrink-0"
      role="img"
      viewBox={`${box.left - margin} ${box.top - margin} ${width} ${height}`}
    >
      {edges.map((edge) => {
        const source = graph.node(edge.source)
        const target = graph.node(edge.target)
        if (source === undefined || target === undefined) return null
        const out = outPortOffset(source.ports, edge.port)
        const from = { x: source.position.x + out.x, y: source.position.y + out.y }
        const to = { x: target.position.x + inPortOffset.x, y: target.position.y + inPortOffset.y }
        return (
          <path
            className="fill-none stroke-thread-faint"
            d={toPath(toThreadCurve(from, to))}
            key={edge.id}
            strokeWidth={4}
          />
        )
      })}
      {nodes.map((node) => (
        <rect
          className={
            runAgain.has(node.id)
              ? 'fill-accent-line'
              : skipped.has(node.id)
                ? 'fill-surface stroke-thread'
                : 'fill-thread-faint'
          }
          height={cardHeight}
          key={node.id}
          rx={4}
          strokeWidth={skipped.has(node.id) ? 4 : 0}
          width={cardWidth}
          x={node.position.x}
          y={node.position.y}
        />
      ))}
    </svg>
  )
}

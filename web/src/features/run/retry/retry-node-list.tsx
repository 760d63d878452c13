/** Every node of a retry, a row each: what becomes of it, why, and how long it took the last time. */
import { ChevronsRight, Pin, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDuration } from '../../../ui/format-duration.ts'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import type { RetryPreview } from '../queries.ts'
import { type NodeOutcome, useNodeOutcomes } from './use-node-outcomes.ts'
import type { RetryTarget } from './use-retry-target.ts'

interface RetryNodeListProps {
  readonly preview: RetryPreview | undefined
  readonly target: RetryTarget
}

const rowHeight = 24
const rowsShown = 8

const marks: Record<NodeOutcome['kind'], { readonly icon: ReactNode; readonly word: string }> = {
  again: { icon: <RotateCw aria-hidden="true" className="text-accent" />, word: 'Runs again' },
  kept: { icon: <Pin aria-hidden="true" />, word: 'Keeps its result' },
  skipped: { icon: <ChevronsRight aria-hidden="true" />, word: 'Is skipped' },
}

export function RetryNodeList({ preview, target }: RetryNodeListProps) {
  const outcomeOf = useNodeOutcomes(preview, target)
  const { nodes } = target.plan
  if (preview === undefined) return null
  return (
    <div style={{ height: Math.min(rowsShown, nodes.length) * rowHeight + 2 }}>
      <VirtualList
        className="h-full rounded-md border border-line bg-surface"
        items={nodes}
        keyOf={(node) => node.id}
        label="Nodes of the retry"
        render={(node) => <Row name={node.name} outcome={outcomeOf(node.id)} />}
        rowHeight={rowHeight}
      />
    </div>
  )
}

function Row({ name, outcome }: { readonly name: string; readonly outcome: NodeOutcome }) {
  const { icon, word } = marks[outcome.kind]
  return (
    <div className="flex h-6 items-center gap-2 px-2 text-12 [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-text-2">
      {icon}
      <span className="sr-only">{word}:</span>
      <span className="w-[38%] shrink-0 truncate font-medium">{name}</span>
      <span className="min-w-0 flex-1 truncate text-text-2" title={outcome.words}>
        {outcome.words}
      </span>
      <span className="shrink-0 text-right text-text-2 tabular-nums">
        {outcome.lastMs === null || outcome.kind !== 'again' ? '' : formatDuration(outcome.lastMs)}
      </span>
    </div>
  )
}

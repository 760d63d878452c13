/** One card. It subscribes to its own node alone; React Flow moves it without asking this component's opinion. */
import { isSettled } from '@heddle/core/execution/status.ts'
import { CircleAlert, Pause, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { StatusIcon } from '../ui/status-icon.tsx'
import { nodeStatusStyle } from '../ui/status-style.ts'
import { failurePortName, outPortOffset } from './card-geometry.ts'
import { useGraph } from './graph-context.ts'
import type { GraphNode, NodeMark } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'
import { ItemsBar, toItemsWords } from './items-bar.tsx'
import { NodeIcon } from './node-icon.tsx'
import { useGraphNode, useGraphTopic } from './use-graph.ts'

/** The id that a card's wrapper is labelled by. */
export function cardLabelId(nodeId: string): string {
  return `card-${nodeId}`
}

export const NodeCard = memo(function NodeCard({
  id,
  selected,
}: {
  readonly id: string
  readonly selected: boolean
}) {
  const { store } = useGraph()
  const node = useGraphNode(store, id)
  useGraphTopic(store, 'level')
  if (!node) return null
  if (store.level() === 'far') return <FarBlock node={node} selected={selected} />
  const connection = store.connection()
  return (
    <div
      className="gv-card"
      data-status={node.status}
      data-chosen={selected || undefined}
      data-unknown={node.unknown || undefined}
      data-stack={node.isStack || undefined}
      data-items={node.items !== undefined || undefined}
      data-drop={connection?.target === id ? (connection.refusal ? 'refused' : 'accepted') : undefined}
    >
      <InEyelet node={node} store={store} />
      <span className="gv-tile">
        <NodeIcon name={node.icon} />
      </span>
      <span className="gv-words">
        <span className="gv-name">{node.name}</span>
        <span className="gv-detail">{node.detail}</span>
      </span>
      <CardMark node={node} />
      <span id={cardLabelId(id)} className="sr-only">
        {toSpokenLabel(node)}
      </span>
      {node.attempt && node.attempt.n > 1 ? <Attempt node={node} attempt={node.attempt} /> : null}
      {node.items === undefined ? null : <ItemsBar items={node.items} />}
      {node.progress === undefined || node.items !== undefined ? null : (
        <ProgressBar progress={node.progress} status={node.status} />
      )}
      {node.ports.map((port) => (
        <OutEyelet key={port} node={node} port={port} store={store} />
      ))}
      <OutEyelet node={node} port={failurePortName} store={store} />
    </div>
  )
})

function toSpokenLabel(node: GraphNode): string {
  const words = [node.name, node.unknown ? 'unknown type' : node.typeLabel]
  if (node.status) words.push(nodeStatusStyle[node.status].word)
  if (node.mark) words.push(markWords[node.mark])
  if (node.items) words.splice(2, 0, toItemsWords(node.items))
  return words.join(', ')
}

const markWords: Record<NodeMark, string> = {
  error: 'has an error',
  warning: 'has a warning',
  breakpoint: 'breakpoint',
}

function CardMark({ node }: { readonly node: GraphNode }) {
  if (node.status) {
    return (
      <span className="gv-mark">
        <StatusIcon status={node.status} size={15} />
      </span>
    )
  }
  if (!node.mark) return null
  return (
    <span className="gv-mark" data-mark={node.mark}>
      {node.mark === 'error' ? <CircleAlert size={15} aria-hidden="true" /> : null}
      {node.mark === 'warning' ? <TriangleAlert size={15} aria-hidden="true" /> : null}
      {node.mark === 'breakpoint' ? <Pause size={15} aria-hidden="true" /> : null}
    </span>
  )
}

function Attempt({
  node,
  attempt,
}: {
  readonly node: GraphNode
  readonly attempt: { n: number; of: number }
}) {
  return (
    <span className="gv-attempt" data-bad={node.status === 'failed' || undefined}>
      {attempt.n}/{attempt.of}
    </span>
  )
}

function ProgressBar({
  progress,
  status,
}: {
  readonly progress: number
  readonly status: GraphNode['status']
}) {
  if (status && isSettled(status)) return null
  return (
    <span className="gv-progress" aria-hidden="true">
      <span style={{ width: `${Math.round(Math.min(1, Math.max(0, progress)) * 100)}%` }} />
    </span>
  )
}

function InEyelet({ node, store }: { readonly node: GraphNode; readonly store: GraphStore }) {
  const incoming = store.edgesOf(node.id).filter((edgeId) => store.edge(edgeId)?.target === node.id)
  return (
    <>
      <span
        className="gv-eyelet gv-eyelet-in"
        data-joined={incoming.length > 0 || undefined}
        data-lit={incoming.some((edgeId) => isLit(store, edgeId)) || undefined}
      />
      {node.triggerRuleLabel ? (
        <span className="gv-rule" data-mark={node.mark}>
          {node.triggerRuleLabel}
        </span>
      ) : null}
    </>
  )
}

interface OutEyeletProps {
  readonly node: GraphNode
  readonly port: string
  readonly store: GraphStore
}

function OutEyelet({ node, port, store }: OutEyeletProps) {
  const leaving = store.edgesOf(node.id).filter((edgeId) => {
    const edge = store.edge(edgeId)
    return edge?.source === node.id && edge.port === port
  })
  const isFailure = port === failurePortName
  return (
    <span
      className={isFailure ? 'gv-diamond nodrag nopan' : 'gv-eyelet gv-eyelet-out nodrag nopan'}
      style={{ left: outPortOffset(node.ports, port).x }}
      title={port === 'success' ? undefined : port}
      data-out-port={port}
      data-joined={leaving.length > 0 || (isFailure && node.hasFailureEdge) || undefined}
      data-lit={leaving.some((edgeId) => isLit(store, edgeId)) || undefined}
    />
  )
}

function isLit(store: GraphStore, edgeId: string): boolean {
  const state = store.edge(edgeId)?.state
  return state === 'taken' || state === 'on-its-way'
}

function FarBlock({ node, selected }: { readonly node: GraphNode; readonly selected: boolean }) {
  return (
    <div
      className="gv-block"
      data-status={node.status}
      data-chosen={selected || undefined}
      data-mark={node.mark}
    >
      <span id={cardLabelId(node.id)} className="sr-only">
        {toSpokenLabel(node)}
      </span>
    </div>
  )
}

/** One thread: a cubic between two eyelets, redrawn only when it, an end of it or its selection changes. */
import { memo } from 'react'
import {
  failurePortName,
  inPortOffset,
  outPortOffset,
  placeLabel,
  type ThreadCurve,
  toPath,
  toThreadCurve,
} from './card-geometry.ts'
import type { GraphEdge, ThreadState } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'
import { useGraphEdge } from './use-graph.ts'

/** The thread's curve where its ends are now, or null while an end is missing. */
export function curveOf(store: GraphStore, edge: GraphEdge): ThreadCurve | null {
  const from = store.position(edge.source)
  const to = store.position(edge.target)
  const source = store.node(edge.source)
  if (!from || !to || !source) return null
  const out = outPortOffset(source.ports, edge.port)
  return toThreadCurve(
    { x: from.x + out.x, y: from.y + out.y },
    { x: to.x + inPortOffset.x, y: to.y + inPortOffset.y },
  )
}

/** A thread at rest shows its port's kind and whether it or one of its nodes is chosen; a run's state wins over both. */
export function shownState(store: GraphStore, edge: GraphEdge): ThreadState {
  if (edge.state !== 'rest') return edge.state
  const { nodes, edge: chosen } = store.selection()
  if (chosen === edge.id || nodes.has(edge.source) || nodes.has(edge.target)) return 'chosen'
  return edge.port === failurePortName ? 'failure' : 'rest'
}

interface ThreadProps {
  readonly store: GraphStore
  readonly id: string
}

export const Thread = memo(function Thread({ store, id }: ThreadProps) {
  const edge = useGraphEdge(store, id)
  const curve = edge ? curveOf(store, edge) : null
  if (!edge || !curve) return null
  const path = toPath(curve)
  const state = shownState(store, edge)
  return (
    <g data-edge={id} data-state={state} data-picked={store.selection().edge === id || undefined}>
      <path className="gv-thread-hit" d={path} />
      {state === 'on-its-way' ? <path className="gv-thread-bed" d={path} /> : null}
      <path className="gv-thread" d={path} />
    </g>
  )
})

export const ThreadLabel = memo(function ThreadLabel({ store, id }: ThreadProps) {
  const edge = useGraphEdge(store, id)
  const curve = edge ? curveOf(store, edge) : null
  const text = edge ? labelText(edge) : null
  if (!edge || !curve || !text) return null
  const at = placeLabel({ curve, text }, labelsBeside(store, edge))
  return (
    <span
      className="gv-label mono"
      data-edge={id}
      data-state={shownState(store, edge)}
      data-picked={store.selection().edge === id || undefined}
      style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)`, maxWidth: at.maxWidth }}
      title={edge.when ?? text}
    >
      {text}
    </span>
  )
})

/** The labelled threads that leave the same node. */
function labelsBeside(store: GraphStore, { id, source }: GraphEdge) {
  return store.edgesOf(source).flatMap((edgeId) => {
    const other = edgeId === id ? undefined : store.edge(edgeId)
    const text = other?.source === source ? labelText(other) : null
    const curve = other && text ? curveOf(store, other) : null
    return curve && text ? [{ curve, text }] : []
  })
}

/**
 * The condition, else the name of a port that is not the plain one; null draws no label. What the thread's own source
 * gave out is said by the thread: `nodes.rate.output.errors > 2` is short as `errors > 2`.
 */
export function labelText(edge: GraphEdge): string | null {
  if (edge.when) {
    const own = [`nodes.${edge.source}.output.`, `nodes.\`${edge.source}\`.output.`]
    return own.reduce((text, prefix) => text.replaceAll(prefix, ''), edge.when)
  }
  return edge.port === 'success' || edge.port === failurePortName ? null : edge.port
}

/** The thread under the pointer while a connection is drawn, with the reason beside it when it is refused. */
import { ViewportPortal } from '@xyflow/react'
import { inPortOffset, outPortOffset, toPath, toThreadCurve } from './card-geometry.ts'
import { useGraph } from './graph-context.ts'
import { useGraphTopic } from './use-graph.ts'

export function DrawnConnection() {
  const { store } = useGraph()
  useGraphTopic(store, 'connection')
  const connection = store.connection()
  const source = connection ? store.node(connection.source) : undefined
  const from = connection ? store.position(connection.source) : undefined
  if (!connection || !source || !from) return null
  const out = outPortOffset(source.ports, connection.port)
  const over = connection.target ? store.position(connection.target) : undefined
  const end = over
    ? { x: over.x + inPortOffset.x, y: over.y }
    : { x: connection.at.x, y: connection.at.y + 5 }
  const path = toPath(toThreadCurve({ x: from.x + out.x, y: from.y + out.y }, end))
  return (
    <ViewportPortal>
      <svg className="gv-threads gv-drawn" aria-hidden="true">
        <path className="gv-thread" data-refused={connection.refusal !== null || undefined} d={path} />
      </svg>
      {connection.refusal ? (
        <span
          className="gv-refusal"
          style={{ transform: `translate(${connection.at.x + 12}px, ${connection.at.y + 12}px)` }}
        >
          {connection.refusal}
        </span>
      ) : null}
    </ViewportPortal>
  )
}

/** All threads in one SVG under the cards, their labels above the threads. Far away a canvas draws them instead. */
import { useStore, ViewportPortal } from '@xyflow/react'
import { type MouseEvent, useMemo } from 'react'
import { useGraph } from './graph-context.ts'
import { labelText, Thread, ThreadLabel } from './thread.tsx'
import { useGraphTopic } from './use-graph.ts'
import { cullFrom, listThreadsIn, toBox, toCellKey } from './visible-threads.ts'

export function ThreadLayer() {
  const { store } = useGraph()
  const structure = useGraphTopic(store, 'structure')
  useGraphTopic(store, 'level')
  const cells = useStore((flow) => toCellKey(flow.transform, flow.width, flow.height))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `structure` is the version of what the store holds
  const ids = useMemo(() => {
    const edges = store.edges()
    return edges.size < cullFrom ? [...edges.keys()] : listThreadsIn(store, toBox(cells))
  }, [store, structure, cells])
  if (store.level() === 'far') return null

  function choose(event: MouseEvent) {
    const id =
      event.target instanceof Element ? event.target.closest('[data-edge]')?.getAttribute('data-edge') : null
    if (id) store.select({ nodes: new Set(), edge: id })
  }

  const labelled = ids.filter((id) => {
    const edge = store.edge(id)
    return edge && labelText(edge)
  })
  return (
    <ViewportPortal>
      <svg className="gv-threads" aria-hidden="true" onClick={choose}>
        {ids.map((id) => (
          <Thread key={id} store={store} id={id} />
        ))}
      </svg>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a label is part of its thread */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: threads are reached by keyboard from their node's inspector */}
      <div className="gv-labels" onClick={choose}>
        {labelled.map((id) => (
          <ThreadLabel key={id} store={store} id={id} />
        ))}
      </div>
    </ViewportPortal>
  )
}

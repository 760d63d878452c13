/** Keeps React Flow's nodes and the store's in step, both ways, without a React render of the canvas. */
import { type Node, type NodeChange, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect } from 'react'
import { toFlowNodes } from './flow-nodes.ts'
import { useGraph } from './graph-context.ts'
import type { GraphSelection, GraphStore } from './graph-store.ts'

export function useFlowSync() {
  const { store } = useGraph()
  const flow = useStoreApi()

  useEffect(() => {
    const push = () => {
      const { nodes, setNodes } = flow.getState()
      const next = toFlowNodes(store, nodes)
      if (next.length !== nodes.length || next.some((node, index) => node !== nodes[index])) setNodes(next)
    }
    push()
    const stops = [store.subscribe('structure', push), store.subscribe('selection', push)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, flow])

  return useCallback(
    (changes: NodeChange<Node>[]) => {
      const moves = changes.flatMap((change) =>
        change.type === 'position' && change.position && change.dragging
          ? [[change.id, change.position] as const]
          : [],
      )
      if (moves.length > 0) store.moveLive(moves)
      const next = afterChoices(store, changes)
      if (next) store.select(next)
    },
    [store],
  )
}

function afterChoices(store: GraphStore, changes: readonly NodeChange<Node>[]): GraphSelection | null {
  const chosen = new Set(store.selection().nodes)
  let touched = false
  let added = false
  for (const change of changes) {
    if (change.type !== 'select') continue
    touched = true
    if (change.selected) added = true
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  if (!touched) return null
  return { nodes: chosen, edge: added ? null : store.selection().edge }
}

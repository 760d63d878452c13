import { useCallback, useSyncExternalStore } from 'react'
import type { GraphStore, GraphTopic } from './graph-store.ts'

/** Re-renders with one card; null after the node is gone. */
export function useGraphNode(store: GraphStore, id: string) {
  useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribeNode(id, listener), [store, id]),
    () => store.nodeVersion(id),
  )
  return store.node(id) ?? null
}

/** Re-renders with one thread: when it changes, when an end moves, when it or an end is chosen. */
export function useGraphEdge(store: GraphStore, id: string) {
  useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribeEdge(id, listener), [store, id]),
    () => store.edgeVersion(id),
  )
  return store.edge(id) ?? null
}

/** Re-renders when the topic is told; read the store afterwards. */
export function useGraphTopic(store: GraphStore, topic: GraphTopic): number {
  return useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribe(topic, listener), [store, topic]),
    () => store.topicVersion(topic),
  )
}

export function useGraphSelection(store: GraphStore) {
  useGraphTopic(store, 'selection')
  return store.selection()
}

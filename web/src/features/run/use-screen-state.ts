/** What the person arranged on the page: tab of the dock, what the logs show, which dialog is open. */
import { useMemo, useRef, useState } from 'react'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import type { GraphStore } from '../../graph-view/graph-store.ts'
import { type RetryFrom, type RetryWish, toFirstWish } from './core/retry-wish.ts'
import { fitCards, showCard } from './fit-cards.ts'

export const dockTabs = ['timeline', 'logs', 'events', 'artifacts'] as const
export type DockTab = (typeof dockTabs)[number]
/** `pick` is the retry's dialog put aside while its nodes are chosen on the canvas. */
export type OpenDialog =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'retry' | 'pick'; readonly wish: RetryWish }

export interface RunScreenState {
  readonly tab: DockTab
  readonly setTab: (tab: DockTab) => void
  readonly isFollowing: boolean
  readonly setFollowing: (follow: boolean) => void
  /** Logs and events show the chosen node alone. */
  readonly isOneNode: boolean
  readonly setOneNode: (isOneNode: boolean) => void
  readonly dialog: OpenDialog | null
  readonly setDialog: (dialog: OpenDialog | null) => void
  readonly askRetry: (from: RetryFrom) => void
  readonly canvas: React.RefObject<GraphHandle | null>
  /** Chooses a node everywhere and brings its card into view. */
  readonly choose: (nodeId: string) => void
  readonly fit: () => void
  readonly chooseNothing: () => void
}

export function useScreenState(graph: GraphStore): RunScreenState {
  const [tab, setTab] = useState<DockTab>('timeline')
  const [isFollowing, setFollowing] = useState(true)
  const [isOneNode, setOneNode] = useState(false)
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const canvas = useRef<GraphHandle>(null)
  return useMemo(
    () => ({
      tab,
      setTab,
      isFollowing,
      setFollowing,
      isOneNode,
      setOneNode,
      dialog,
      setDialog,
      askRetry: (from) => setDialog({ kind: 'retry', wish: toFirstWish(from) }),
      canvas,
      choose: (nodeId) => {
        graph.select({ nodes: new Set([nodeId]), edge: null })
        showCard(canvas.current, graph, nodeId)
      },
      fit: () => fitCards(canvas.current, graph),
      chooseNothing: () => graph.select({ nodes: new Set(), edge: null }),
    }),
    [graph, tab, isFollowing, isOneNode, dialog],
  )
}

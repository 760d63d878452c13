/** What the person arranged on the page: tab of the dock, what the logs show, which dialog is open. */
import { useMemo, useRef, useState } from 'react'
import { cardHeight, cardWidth } from '../../graph-view/card-geometry.ts'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import type { GraphStore } from '../../graph-view/graph-store.ts'
import type { RetryFrom } from './queries.ts'

export const dockTabs = ['timeline', 'logs', 'events', 'artifacts'] as const
export type DockTab = (typeof dockTabs)[number]
export type OpenDialog = { readonly kind: 'cancel' } | { readonly kind: 'retry'; readonly from: RetryFrom }

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
  readonly canvas: React.RefObject<GraphHandle | null>
  /** Chooses a node everywhere and brings its card into view. */
  readonly choose: (nodeId: string) => void
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
      canvas,
      choose: (nodeId) => {
        graph.select({ nodes: new Set([nodeId]), edge: null })
        if (!isInView(graph.position(nodeId), canvas.current)) canvas.current?.center(nodeId)
      },
      chooseNothing: () => graph.select({ nodes: new Set(), edge: null }),
    }),
    [graph, tab, isFollowing, isOneNode, dialog],
  )
}

/** A card that is seen whole stays where it is: the window moves only when it has to. */
function isInView(at: Point | undefined, canvas: GraphHandle | null): boolean {
  const frame = document.querySelector('[data-run-canvas]')?.getBoundingClientRect()
  if (at === undefined || canvas === null || frame === undefined) return false
  const first = canvas.toCanvas({ x: frame.left, y: frame.top })
  const last = canvas.toCanvas({ x: frame.right, y: frame.bottom })
  return at.x >= first.x && at.y >= first.y && at.x + cardWidth <= last.x && at.y + cardHeight <= last.y
}

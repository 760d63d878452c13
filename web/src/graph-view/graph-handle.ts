/** What an owner may ask of a canvas from outside it. */
import { type ReactFlowInstance, useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { boxAroundCards, cardHeight, cardWidth } from './card-geometry.ts'
import { fitOptions } from './fit-options.ts'
import { useGraph } from './graph-context.ts'
import type { Point } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'
import { toReadableView } from './readable-view.ts'

/** Room kept between a card that is brought into view and the window's edge. */
const viewMargin = 48

export interface GraphHandle {
  fit(): void
  /** Fits everything where that can be read, else a part; a part with this node where one is named. */
  fitReadable(nodeId?: string): void
  zoomIn(): void
  zoomOut(): void
  zoomTo(zoom: number): void
  /** Moves the window so that the node is in its middle. */
  center(nodeId: string): void
  /** Brings the node into view without moving further than needed. */
  reveal(nodeId: string): void
  /** Gives the node the keyboard's focus and chooses it, bringing it into view first. */
  focus(nodeId: string): void
  /** Gives the canvas itself the keyboard's focus. */
  takeFocus(): void
  /** Opens the text of a note that was just added. */
  writeNote(noteId: string): void
  /** A point of the window as a point of the canvas. */
  toCanvas(screen: Point): Point
  /** The canvas point in the middle of the window. */
  middle(): Point
  /** True when this point of the window lies on the canvas. */
  contains(screen: Point): boolean
}

export function useGraphHandle(): GraphHandle {
  const { store } = useGraph()
  const flow = useReactFlow()
  const flowStore = useStoreApi()
  return useMemo(() => {
    const bounds = () => flowStore.getState().domNode?.getBoundingClientRect()
    return {
      fit: () => void flow.fitView(fitOptions),
      fitReadable: (nodeId) => {
        const box = bounds()
        const at = nodeId === undefined ? undefined : store.position(nodeId)
        const view = box && toFirstView(store, box, at ?? null)
        if (view) void flow.setViewport(view)
        else void flow.fitView(fitOptions)
      },
      zoomIn: () => void flow.zoomIn(),
      zoomOut: () => void flow.zoomOut(),
      zoomTo: (zoom) => void flow.zoomTo(zoom),
      center: (nodeId) => {
        const at = store.position(nodeId)
        if (at) centreOn(at, flow)
      },
      reveal: (nodeId) => {
        const at = store.position(nodeId)
        if (at) bringIntoView(at, flow, flowStore.getState())
      },
      focus: (nodeId) => {
        const at = store.position(nodeId)
        if (at) bringIntoView(at, flow, flowStore.getState())
        store.select({ nodes: new Set([nodeId]), edge: null })
        // A culled card appears with the next frame, once the window has moved.
        requestAnimationFrame(() => {
          const card = flowStore.getState().domNode?.querySelector(`[data-id="${CSS.escape(nodeId)}"]`)
          if (card instanceof HTMLElement) card.focus({ preventScroll: true })
        })
      },
      takeFocus: () => canvasOf(flowStore)?.focus({ preventScroll: true }),
      writeNote: (noteId) => {
        // Drawn with one of the next frames.
        afterFrames(2, () => {
          const note = flowStore
            .getState()
            .domNode?.querySelector(`[data-id="note/${CSS.escape(noteId)}"] .gv-note`)
          note?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
        })
      },
      toCanvas: (screen) => flow.screenToFlowPosition(screen, { snapToGrid: false }),
      middle: () => {
        const box = bounds()
        if (!box) return { x: 0, y: 0 }
        const screen = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
        return flow.screenToFlowPosition(screen, { snapToGrid: false })
      },
      contains: ({ x, y }) => {
        const box = bounds()
        return box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
      },
    }
  }, [store, flow, flowStore])
}

/** Notes count as well, by two cards in their corners. */
function toFirstView(store: GraphStore, frame: DOMRect, at: Point | null) {
  const cards = [...store.nodes().keys()].flatMap((id) => store.position(id) ?? [])
  const notes = store.notes().flatMap(({ position, size }) => {
    const { x, y } = position
    return [
      position,
      { x: x + Math.max(0, size.width - cardWidth), y: y + Math.max(0, size.height - cardHeight) },
    ]
  })
  const box = boxAroundCards([...cards, ...notes])
  return box && toReadableView(box, frame, at)
}

function centreOn(at: Point, flow: ReactFlowInstance): void {
  const zoom = Math.max(flow.getZoom(), 0.7)
  void flow.setCenter(at.x + cardWidth / 2, at.y + cardHeight / 2, { zoom })
}

function canvasOf(flowStore: ReturnType<typeof useStoreApi>): HTMLElement | null {
  return flowStore.getState().domNode?.closest<HTMLElement>('.gv') ?? null
}

function afterFrames(frames: number, act: () => void): void {
  requestAnimationFrame(() => (frames > 1 ? afterFrames(frames - 1, act) : act()))
}

interface View {
  readonly width: number
  readonly height: number
}

/** Pans no further than needed; from far away it goes to the node, for a block cannot be read. */
function bringIntoView(at: Point, flow: ReactFlowInstance, { width, height }: View): void {
  const { x, y, zoom } = flow.getViewport()
  if (zoom < 0.25) {
    centreOn(at, flow)
    return
  }
  const dx = shiftInto(at.x * zoom + x, cardWidth * zoom, width)
  const dy = shiftInto(at.y * zoom + y, cardHeight * zoom, height)
  if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom })
}

function shiftInto(start: number, length: number, room: number): number {
  if (start < viewMargin) return viewMargin - start
  return Math.min(0, room - viewMargin - start - length)
}

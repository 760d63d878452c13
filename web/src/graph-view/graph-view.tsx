/** The canvas: the one wrapper of React Flow, shared by the editor and the run view. State lives in the `GraphStore`. */
import { Background, type Node, type NodeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import {
  type PointerEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { DrawnConnection } from './drawn-connection.tsx'
import { FarThreads } from './far-threads.tsx'
import { fitOptions } from './fit-options.ts'
import { toFlowNodes } from './flow-nodes.ts'
import { type GraphEditing, GraphProvider, useGraph } from './graph-context.ts'
import { type GraphHandle, useGraphHandle } from './graph-handle.ts'
import { type GraphStore, nothingSelected } from './graph-store.ts'
import { GroupLayer } from './group-layer.tsx'
import { Minimap } from './minimap.tsx'
import { NodeCard } from './node-card.tsx'
import { NoteCard } from './note-card.tsx'
import { nearFrom } from './readable-view.ts'
import { ThreadLayer } from './thread-layer.tsx'
import { useConnectionGesture } from './use-connection-gesture.ts'
import { useFlowSync } from './use-flow-sync.ts'
import { useGraphKeys } from './use-graph-keys.ts'
import { cullFrom } from './visible-threads.ts'
import { ZoomControl } from './zoom-control.tsx'
import { ZoomWatcher } from './zoom-watcher.tsx'
import './graph-view.css'

export interface GraphViewProps {
  readonly store: GraphStore
  /** Name of the canvas for assistive technology. */
  readonly label: string
  /** Without it the canvas is read only. */
  readonly editing?: GraphEditing | undefined
  /** Dragging on empty canvas moves the window, or draws a box that chooses. */
  readonly dragMode?: 'pan' | 'box' | undefined
  /** Enter on a node, and a double click where nothing else is said. */
  readonly onOpen?: ((nodeId: string) => void) | undefined
  readonly onDoubleClick?: ((nodeId: string) => void) | undefined
  readonly onArrange?: (() => void) | undefined
  readonly ref?: Ref<GraphHandle> | undefined
  /** Tools and hints laid over the canvas. */
  readonly children?: ReactNode
}

const nodeTypes: NodeTypes = { card: NodeCard, note: NoteCard }
const snapGrid: [number, number] = [8, 8]
const noNodes: Node[] = []
const panButtons = [1, 2]
const proOptions = { hideAttribution: true }

export function GraphView(props: GraphViewProps) {
  const { store, editing } = props
  const context = useMemo(() => ({ store, editing: editing ?? null }), [store, editing])
  return (
    <GraphProvider value={context}>
      <ReactFlowProvider>
        <GraphSurface {...props} />
      </ReactFlowProvider>
    </GraphProvider>
  )
}

function GraphSurface(props: GraphViewProps) {
  const { label, dragMode = 'pan', onOpen, onDoubleClick = onOpen, onArrange, ref, children } = props
  const { store, editing } = useGraph()
  const [initial] = useState(() => toFlowNodes(store, noNodes))
  const handle = useGraphHandle()
  const startConnection = useConnectionGesture()
  const onKeyDown = useGraphKeys(handle, onOpen)
  const handlers = useFlowHandlers(onDoubleClick)
  const isLarge = useIsLarge(store)
  useImperativeHandle(ref, () => handle, [handle])
  const onInit = useCallback(
    (flow: { getZoom: () => number }) => {
      if (flow.getZoom() < nearFrom) handle.fitReadable()
    },
    [handle],
  )

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    startConnection(event)
    // Pressing a thread or the empty canvas gives the canvas the keys; cards and tools take the focus themselves.
    const takesFocus =
      event.target instanceof Element && event.target.closest('[tabindex="0"], button, input, textarea')
    if (!takesFocus) event.currentTarget.focus({ preventScroll: true })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and presses are those of the cards inside
    <div
      className="gv"
      tabIndex={-1}
      onPointerDownCapture={onPointerDown}
      onKeyDown={onKeyDown}
      data-editing={editing !== null}
    >
      <ReactFlow
        aria-label={label}
        defaultNodes={initial}
        nodeTypes={nodeTypes}
        {...handlers}
        onInit={onInit}
        onlyRenderVisibleElements={isLarge}
        nodesDraggable={editing !== null}
        nodesConnectable={false}
        elementsSelectable
        snapToGrid
        snapGrid={snapGrid}
        minZoom={0.05}
        maxZoom={2}
        fitView={initial.length > 0}
        fitViewOptions={fitOptions}
        panOnDrag={dragMode === 'pan' ? true : panButtons}
        selectionOnDrag={dragMode === 'box'}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        proOptions={proOptions}
      >
        <Background gap={24} size={1} />
        <FarThreads />
        <GroupLayer />
        <ThreadLayer />
        <DrawnConnection />
        <ZoomWatcher />
        <div className="gv-corner gv-corner-left">
          <ZoomControl onArrange={onArrange} />
        </div>
        <div className="gv-corner gv-corner-right">
          <Minimap />
        </div>
        {children}
      </ReactFlow>
    </div>
  )
}

function useIsLarge(store: GraphStore): boolean {
  return useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribe('structure', listener), [store]),
    () => store.nodes().size >= cullFrom,
  )
}

/** Handlers that keep their identity: React Flow renders every card again when one of them is another function. */
function useFlowHandlers(onDoubleClick: ((nodeId: string) => void) | undefined) {
  const { store, editing } = useGraph()
  const onNodesChange = useFlowSync()
  const open = useRef(onDoubleClick)
  open.current = onDoubleClick
  return useMemo(() => {
    const keep = (nodes: readonly Node[]) =>
      editing?.onMove(nodes.map((node) => [node.id, node.position] as const))
    return {
      onNodesChange,
      onNodeDragStop: (_event: unknown, _node: Node, nodes: Node[]) => keep(nodes),
      onSelectionDragStop: (_event: unknown, nodes: Node[]) => keep(nodes),
      onNodeDoubleClick: (_event: unknown, node: Node) => {
        if (node.type === 'card') open.current?.(node.id)
      },
      onPaneClick: () => store.select(nothingSelected),
    }
  }, [store, editing, onNodesChange])
}

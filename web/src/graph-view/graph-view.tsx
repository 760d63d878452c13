/** The canvas: the one wrapper of React Flow, shared by the editor and the run view. State lives in the `GraphStore`. */
import { Background, type Node, type NodeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, type Ref, useImperativeHandle, useMemo, useState } from 'react'
import { DrawnConnection } from './drawn-connection.tsx'
import { FarThreads } from './far-threads.tsx'
import { fitOptions } from './fit-options.ts'
import { toFlowNodes } from './flow-nodes.ts'
import { type GraphEditing, GraphProvider, useGraph } from './graph-context.ts'
import { type GraphHandle, useGraphHandle } from './graph-handle.ts'
import type { GraphStore } from './graph-store.ts'
import { GroupLayer } from './group-layer.tsx'
import { Minimap } from './minimap.tsx'
import { NodeCard } from './node-card.tsx'
import { NoteCard } from './note-card.tsx'
import { ThreadLayer } from './thread-layer.tsx'
import { useConnectionGesture } from './use-connection-gesture.ts'
import { useFlowSync } from './use-flow-sync.ts'
import { useGraphTopic } from './use-graph.ts'
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
  /** Enter or a double click on a node. */
  readonly onOpen?: ((nodeId: string) => void) | undefined
  readonly onArrange?: (() => void) | undefined
  readonly ref?: Ref<GraphHandle> | undefined
  /** Tools and hints laid over the canvas. */
  readonly children?: ReactNode
}

const nodeTypes: NodeTypes = { card: NodeCard, note: NoteCard }
const snapGrid: [number, number] = [8, 8]
const noNodes: Node[] = []

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

function GraphSurface({ label, dragMode = 'pan', onOpen, onArrange, ref, children }: GraphViewProps) {
  const { store, editing } = useGraph()
  const [initial] = useState(() => toFlowNodes(store, noNodes))
  const handle = useGraphHandle()
  const onNodesChange = useFlowSync()
  const onPointerDown = useConnectionGesture()
  const onKeyDown = useGraphKeys(handle, onOpen)
  useImperativeHandle(ref, () => handle, [handle])
  useGraphTopic(store, 'structure')

  function keepMoves(_event: unknown, _node: Node | readonly Node[], dragged?: readonly Node[]) {
    const nodes = dragged ?? (Array.isArray(_node) ? (_node as readonly Node[]) : [])
    editing?.onMove(nodes.map((node) => [node.id, node.position] as const))
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and presses are those of the cards inside
    <div
      className="gv"
      onPointerDownCapture={onPointerDown}
      onKeyDown={onKeyDown}
      data-editing={editing !== null}
    >
      <ReactFlow
        aria-label={label}
        defaultNodes={initial}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={keepMoves}
        onSelectionDragStop={keepMoves}
        onNodeDoubleClick={(_event, node) => onOpen?.(node.id)}
        onPaneClick={() => store.select({ nodes: new Set(), edge: null })}
        onlyRenderVisibleElements={store.nodes().size >= cullFrom}
        nodesDraggable={editing !== null}
        nodesConnectable={false}
        elementsSelectable
        snapToGrid
        snapGrid={snapGrid}
        minZoom={0.05}
        maxZoom={2}
        fitView={initial.length > 0}
        fitViewOptions={fitOptions}
        panOnDrag={dragMode === 'pan' ? true : [1, 2]}
        selectionOnDrag={dragMode === 'box'}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        proOptions={{ hideAttribution: true }}
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

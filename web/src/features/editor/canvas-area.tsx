/** The canvas with its tools, the empty state, and the picks that open on it. */
import { Group, Hand, Search, SlidersHorizontal, SquareDashedMousePointer, StickyNote } from 'lucide-react'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import type { GraphEditing } from '../../graph-view/graph-context.ts'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import { GraphView } from '../../graph-view/graph-view.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { CanvasPick, type CanvasPickRequest } from './canvas-pick.tsx'
import { setNoteText } from './core/notes.ts'
import { refuseConnection } from './core/refuse-connection.ts'
import { useDocument, useEditor } from './editor-context.ts'
import { FindBar } from './find-bar.tsx'
import { GraphPath } from './graph-path.tsx'
import { focusField, showWorkflow, useWorkflowShown } from './inspector/inspector-tab.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'

interface CanvasAreaProps {
  readonly canvas: RefObject<GraphHandle | null>
  readonly search: RefObject<HTMLInputElement | null>
}

export function CanvasArea({ canvas, search }: CanvasAreaProps) {
  const editor = useEditor()
  const { store, actions } = editor
  const document = useDocument()
  const frame = useRef<HTMLElement>(null)
  const [dragMode, setDragMode] = useState<'pan' | 'box'>('pan')
  const [isFinding, setFinding] = useState(false)
  const [pick, setPick] = useState<CanvasPickRequest | null>(null)
  const closePick = useCallback(() => setPick(null), [])
  const editing = useMemo<GraphEditing>(
    () => ({
      onMove: (moves) => actions.move(moves),
      onConnect: (ends) => actions.connect(ends),
      refuse: (ends) => refuseConnection(editor.session.document, ends),
      onConnectToEmpty: ({ source, port, at, screen }) =>
        setPick({ kind: 'add', screen, place: { at, from: { source, port } } }),
      onDelete: () => actions.deleteChosen(),
      onNoteText: (noteId, text) =>
        editor.session.edit((now) => setNoteText(now, noteId, text), { label: 'Write a note' }),
    }),
    [actions, editor.session],
  )
  useCanvasKeys(editor, { scope: frame, onPick: setPick, search })
  useShortcuts({ 'Ctrl+f': () => setFinding(true) })
  const isEmpty = Object.keys(document.nodes).length === 0

  return (
    <>
      <GraphPath />
      <section
        ref={frame}
        aria-label="Canvas"
        data-region
        className="relative min-h-0 flex-1 overflow-hidden"
      >
        <GraphView
          ref={canvas}
          store={store}
          label={`Graph of ${document.name}`}
          editing={editing}
          dragMode={dragMode}
          onOpen={() => focusField('')}
          onDoubleClick={(nodeId) => {
            if (!actions.openKnownGraph(nodeId)) focusField('')
          }}
          onArrange={() => void actions.arrange()}
        >
          <div className="absolute top-3 left-3 z-10 flex gap-2">
            <div className="gv-tools" role="toolbar" aria-label="Canvas tools">
              <IconButton
                label="Draw a box to choose"
                pressed={dragMode === 'box'}
                onClick={() => setDragMode(dragMode === 'box' ? 'pan' : 'box')}
              >
                {dragMode === 'box' ? <SquareDashedMousePointer /> : <Hand />}
              </IconButton>
              <IconButton label="Add a note" keys="N" onClick={() => actions.addNote()}>
                <StickyNote />
              </IconButton>
              <IconButton label="Group the chosen nodes" keys="Ctrl+G" onClick={() => actions.toggleGroup()}>
                <Group />
              </IconButton>
              <IconButton label="Find in canvas" keys="Ctrl+F" onClick={() => setFinding(true)}>
                <Search />
              </IconButton>
              <WorkflowButton />
            </div>
            {isFinding ? <FindBar onClose={() => setFinding(false)} /> : null}
          </div>
        </GraphView>
        {isEmpty ? <EmptyCanvas /> : null}
        {pick ? <CanvasPick request={pick} onClose={closePick} /> : null}
      </section>
    </>
  )
}

/** Only where the panel lies over the canvas; elsewhere the settings stand there whenever nothing is chosen. */
function WorkflowButton() {
  const isShown = useWorkflowShown()
  return (
    <IconButton
      className="min-[900px]:hidden"
      label="Settings of the workflow"
      pressed={isShown}
      onClick={() => showWorkflow(!isShown)}
    >
      <SlidersHorizontal />
    </IconButton>
  )
}

function EmptyCanvas() {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center">
      <EmptyState
        title="Start with a first node"
        text="Drag one from the left or press Enter on it. Then pull a thread from its lower eyelet to the next."
      />
    </div>
  )
}

import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import { nothingSelected } from '../../graph-view/graph-store.ts'
import { announce } from '../../ui/announce.tsx'
import { CanvasArea } from './canvas-area.tsx'
import { CodeView } from './code-view.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { toGraph } from './core/to-graph.ts'
import { EditorBar, type EditorViewName } from './editor-bar.tsx'
import { type EditorParts, EditorProvider, ProblemsProvider } from './editor-context.ts'
import { isSamePlace } from './graph-session.ts'
import { Inspector } from './inspector/inspector.tsx'
import { type OpenedWorkflow, openEditor } from './open-editor.ts'
import { Palette } from './palette.tsx'
import { goToProblem, ProblemsDock } from './problems-dock.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import type { PublishedVersion } from './published-version.ts'
import { RunDialog } from './run-dialog.tsx'
import { useEditorKeys } from './use-editor-keys.ts'
import { useValidation } from './use-validation.ts'

interface EditorScreenProps {
  readonly workflow: OpenedWorkflow & {
    readonly publishedVersion: number | null
    readonly published: WorkflowDocument | null
  }
  readonly declarations: readonly NodeTypeDeclaration[]
}

export function EditorScreen({ workflow, declarations }: EditorScreenProps) {
  const canvas = useRef<GraphHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const [parts] = useState(() => openEditor(workflow, declarations, canvas))
  const [published, setPublished] = useState<PublishedVersion>({
    version: workflow.publishedVersion,
    document: workflow.published,
  })
  const [dialog, setDialog] = useState<'publish' | 'run' | null>(null)
  const [view, setView] = useState<EditorViewName>('canvas')
  /** Null until somebody opens or closes it: then the problems open it by themselves. */
  const [dockWish, setDockOpen] = useState<boolean | null>(null)
  const { problems, checkNow } = useValidation(parts.whole, parts.registry)
  const shown = useShownProblems(parts, problems)
  const known = useMemo(() => ({ all: problems, shown }), [problems, shown])
  const isDockOpen = dockWish ?? (problems.length > 0 && parts.store.nodes().size > 0)
  useLiveGraph(parts, shown)
  useEffect(() => parts.saver.start(), [parts])

  function publish() {
    const first = checkNow().find((problem) => problem.severity === 'error')
    if (!first) return setDialog('publish')
    setDockOpen(true)
    announce(`Not published: ${first.message}`)
    leadTo(first)
  }
  /** The code has no place to lead to: what mends a problem stands beside the canvas. */
  function leadTo(problem: Problem) {
    setView('canvas')
    goToProblem(parts, problem)
  }
  /** Ahead of the code fields, where the same keys would put in an empty line. */
  function runFromCode(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    setDialog('run')
  }
  useEditorKeys(parts, { publish, run: () => setDialog('run') })

  return (
    <EditorProvider value={parts}>
      <ProblemsProvider value={known}>
        <div className="flex min-w-0 flex-1 flex-col" onKeyDownCapture={runFromCode}>
          <EditorBar
            view={view}
            onViewChange={setView}
            published={published}
            onRun={() => setDialog('run')}
            onPublish={publish}
          />
          <ConflictDialog />
          <div className="relative flex min-h-0 flex-1">
            {view === 'canvas' ? <Palette searchRef={search} /> : null}
            <main className="flex min-w-0 flex-1 flex-col">
              {view === 'canvas' ? <CanvasArea canvas={canvas} search={search} /> : <CodeView />}
              <ProblemsDock isOpen={isDockOpen} onOpenChange={setDockOpen} onOpen={leadTo} />
            </main>
            {view === 'canvas' ? <Inspector /> : null}
          </div>
        </div>
        {dialog === 'publish' ? (
          <PublishDialog published={published} onPublished={setPublished} onClose={() => setDialog(null)} />
        ) : null}
        {dialog === 'run' ? (
          <RunDialog published={published} onPublished={setPublished} onClose={() => setDialog(null)} />
        ) : null}
      </ProblemsProvider>
    </EditorProvider>
  )
}

/** Those of the shown graph, in its own words: a graph inside a node is checked as a document of its own. */
function useShownProblems({ session, registry }: EditorParts, all: readonly Problem[]): readonly Problem[] {
  const place = useSyncExternalStore(session.subscribe, () => session.place.join(' '))
  return useMemo(
    () => (place === '' ? all : validateDocument(session.document, registry).problems),
    [place, all, session, registry],
  )
}

/** The canvas follows the document at once and the problems when they are known. */
function useLiveGraph({ session, store, registry }: EditorParts, problems: readonly Problem[]) {
  const shown = useRef(session.place)
  useEffect(() => {
    const push = () => {
      const { place, document } = session
      const isElsewhere = !isSamePlace(place, shown.current)
      // What is chosen here may have its like there.
      if (isElsewhere) store.select(nothingSelected)
      shown.current = place
      store.replace(toGraph(document, registry, isElsewhere ? [] : problems))
    }
    push()
    return session.subscribe(push)
  }, [session, store, registry, problems])
}

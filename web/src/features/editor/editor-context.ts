import type { NodeTypeDeclaration, NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { createContext, use, useMemo, useSyncExternalStore } from 'react'
import type { GraphSelection, GraphStore } from '../../graph-view/graph-store.ts'
import { useGraphSelection } from '../../graph-view/use-graph.ts'
import type { GraphPlace } from './core/inner-graph.ts'
import type { DraftSaver, DraftState } from './draft-saver.ts'
import type { EditorActions } from './editor-actions.ts'
import type { EditorSession } from './editor-session.ts'
import type { GraphSession } from './graph-session.ts'

export interface EditorParts {
  readonly workflowId: string
  /** The whole document with its history. */
  readonly whole: EditorSession
  /** The graph that is shown and edited. */
  readonly session: GraphSession
  readonly saver: DraftSaver
  readonly store: GraphStore
  readonly actions: EditorActions
  readonly registry: NodeTypeRegistry
  readonly declarations: readonly NodeTypeDeclaration[]
}

const EditorContext = createContext<EditorParts | null>(null)
export const EditorProvider = EditorContext.Provider

interface KnownProblems {
  readonly all: readonly Problem[]
  readonly shown: readonly Problem[]
}

const ProblemsContext = createContext<KnownProblems>({ all: [], shown: [] })
export const ProblemsProvider = ProblemsContext.Provider

export function useEditor(): EditorParts {
  const parts = use(EditorContext)
  if (!parts) throw new Error('This part of the editor is drawn outside the editor')
  return parts
}

/** The graph that is shown as it is now, as a document; re-renders with every edit. */
export function useDocument(): WorkflowDocument {
  const { session } = useEditor()
  return useSyncExternalStore(session.subscribe, () => session.document)
}

export function useWholeDocument(): WorkflowDocument {
  const { whole } = useEditor()
  return useSyncExternalStore(whole.subscribe, whole.history).present
}

/** Where the shown graph lies; empty for that of the workflow. */
export function usePlace(): GraphPlace {
  const { session } = useEditor()
  const key = useSyncExternalStore(session.subscribe, () => JSON.stringify(session.place))
  return useMemo(() => JSON.parse(key) as GraphPlace, [key])
}

export function useDraft(): DraftState {
  const { saver } = useEditor()
  return useSyncExternalStore(saver.subscribe, saver.state)
}

export function useSelection(): GraphSelection {
  return useGraphSelection(useEditor().store)
}

/** Problems of the shown graph a moment ago: validation follows the typing, it never holds it up. */
export function useProblems(): readonly Problem[] {
  return use(ProblemsContext).shown
}

/** Problems of the whole document, those of graphs inside nodes at their nodes. */
export function useAllProblems(): readonly Problem[] {
  return use(ProblemsContext).all
}

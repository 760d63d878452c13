import type { NodeTypeDeclaration, NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { createContext, use, useSyncExternalStore } from 'react'
import type { GraphSelection, GraphStore } from '../../graph-view/graph-store.ts'
import { useGraphSelection } from '../../graph-view/use-graph.ts'
import type { DraftSaver, DraftState } from './draft-saver.ts'
import type { EditorActions } from './editor-actions.ts'
import type { EditorSession } from './editor-session.ts'

export interface EditorParts {
  readonly workflowId: string
  readonly session: EditorSession
  readonly saver: DraftSaver
  readonly store: GraphStore
  readonly actions: EditorActions
  readonly registry: NodeTypeRegistry
  readonly declarations: readonly NodeTypeDeclaration[]
}

const EditorContext = createContext<EditorParts | null>(null)
export const EditorProvider = EditorContext.Provider

const ProblemsContext = createContext<readonly Problem[]>([])
export const ProblemsProvider = ProblemsContext.Provider

export function useEditor(): EditorParts {
  const parts = use(EditorContext)
  if (!parts) throw new Error('This part of the editor is drawn outside the editor')
  return parts
}

/** The document as it is now; re-renders with every edit. */
export function useDocument(): WorkflowDocument {
  const { session } = useEditor()
  return useSyncExternalStore(session.subscribe, session.history).present
}

export function useDraft(): DraftState {
  const { saver } = useEditor()
  return useSyncExternalStore(saver.subscribe, saver.state)
}

export function useSelection(): GraphSelection {
  return useGraphSelection(useEditor().store)
}

/** Problems of the document a moment ago: validation follows the typing, it never holds it up. */
export function useProblems(): readonly Problem[] {
  return use(ProblemsContext)
}

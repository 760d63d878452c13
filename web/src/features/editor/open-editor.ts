/** Puts the parts of an opened editor together, once a workflow; what follows lives as long as the page. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { RefObject } from 'react'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import { GraphStore } from '../../graph-view/graph-store.ts'
import { isEqual } from '../../ui/form/is-equal.ts'
import { fillPositions } from './core/fill-positions.ts'
import { toGraph } from './core/to-graph.ts'
import { DraftSaver } from './draft-saver.ts'
import { EditorActions } from './editor-actions.ts'
import type { EditorParts } from './editor-context.ts'
import { EditorSession } from './editor-session.ts'
import { GraphSession } from './graph-session.ts'
import { findKeptDraft, keepDraft } from './kept-draft.ts'
import { toRegistry } from './queries.ts'
import { saveDraft } from './save-outcome.ts'

export interface OpenedWorkflow {
  readonly workflowId: string
  readonly draft: WorkflowDocument
  readonly draftRevision: number
  readonly updatedAt: string
  readonly updatedBy: string | null
}

export function openEditor(
  workflow: OpenedWorkflow,
  declarations: readonly NodeTypeDeclaration[],
  canvas: RefObject<GraphHandle | null>,
): EditorParts {
  const { workflowId, draftRevision } = workflow
  // A document made elsewhere may have no positions; where its nodes are drawn is no change of it yet.
  const draft = fillPositions(workflow.draft)
  const registry = toRegistry(declarations)
  const kept = findKeptDraft(workflowId)
  const isKeptAhead = kept !== null && !isEqual(kept.document, draft)
  // The server took it, though nobody heard: kept on, it would look like a change once the draft moves.
  if (kept !== null && !isKeptAhead) keepDraft(workflowId, null)
  const isConflict = isKeptAhead && kept.revision !== draftRevision
  const whole = new EditorSession(isKeptAhead ? kept.document : draft)
  const base = isConflict
    ? { revision: kept.revision, saved: kept.base }
    : { revision: draftRevision, saved: draft }
  const saver = new DraftSaver(
    whole,
    { ...base, at: new Date(workflow.updatedAt) },
    {
      save: (document, revision) => saveDraft(workflowId, document, revision),
      keep: (copy) => keepDraft(workflowId, copy),
    },
  )
  if (isConflict)
    saver.meetConflict({ current: draft, currentRevision: draftRevision, updatedBy: workflow.updatedBy })
  const session = new GraphSession(whole)
  const store = new GraphStore()
  store.replace(toGraph(session.document, registry, []))
  const actions = new EditorActions({ session, store, registry, canvas })
  return { workflowId, whole, session, saver, store, actions, registry, declarations }
}

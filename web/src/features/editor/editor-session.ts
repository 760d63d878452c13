/**
 * The document being edited with its history, outside React so that saving, keys and canvas share one truth.
 * Every edit goes through `edit`; whoever shows something subscribes.
 */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { announce } from '../../ui/announce.tsx'
import { type EditHistory, recordEdit, redoEdit, startHistory, undoEdit } from './core/edit-history.ts'

export interface EditOptions {
  readonly label: string
  readonly mergeKey?: string
  readonly place?: readonly string[]
}

export class EditorSession {
  #history: EditHistory<WorkflowDocument>
  readonly #listeners = new Set<() => void>()

  constructor(document: WorkflowDocument) {
    this.#history = startHistory(document)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly history = (): EditHistory<WorkflowDocument> => this.#history

  get document(): WorkflowDocument {
    return this.#history.present
  }

  edit(change: (document: WorkflowDocument) => WorkflowDocument, options: EditOptions): void {
    const step = { ...options, now: Date.now() }
    this.#set(recordEdit(this.#history, change(this.#history.present), step))
  }

  undo(): void {
    const step = this.#history.past.at(-1)
    if (!step) return
    this.#set(undoEdit(this.#history))
    announce(`Undone: ${step.label}`)
  }

  redo(): void {
    const step = this.#history.future[0]
    if (!step) return
    this.#set(redoEdit(this.#history))
    announce(`Redone: ${step.label}`)
  }

  #set(history: EditHistory<WorkflowDocument>): void {
    if (history === this.#history) return
    this.#history = history
    for (const listener of this.#listeners) listener()
  }
}

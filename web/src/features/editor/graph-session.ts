/**
 * The graph that is shown: that of the workflow, or one inside a node of it. Edits of it are edits of the whole
 * document, whose history is the only one; undo shows the graph in which the step was made.
 */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { editGraphAt, type GraphPlace, readGraphAt, trimPlace } from './core/inner-graph.ts'
import type { EditOptions, EditorSession } from './editor-session.ts'

export class GraphSession {
  readonly whole: EditorSession
  #place: GraphPlace = []
  readonly #listeners = new Set<() => void>()

  constructor(whole: EditorSession) {
    this.whole = whole
  }

  /** Told of every change of the document and of the place. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const stop = this.whole.subscribe(listener)
    this.#listeners.add(listener)
    return () => {
      stop()
      this.#listeners.delete(listener)
    }
  }

  get document(): WorkflowDocument {
    return readGraphAt(this.whole.document, this.#place)
  }

  get place(): GraphPlace {
    return trimPlace(this.whole.document, this.#place)
  }

  show(place: GraphPlace): void {
    const next = trimPlace(this.whole.document, place)
    if (isSamePlace(next, this.#place)) return
    this.#place = next
    for (const listener of this.#listeners) listener()
  }

  edit(change: (graph: WorkflowDocument) => WorkflowDocument, { label, mergeKey }: EditOptions): void {
    const { place } = this
    this.whole.edit((document) => editGraphAt(document, place, change), {
      label,
      place,
      ...(mergeKey !== undefined && { mergeKey: [...place, mergeKey].join(' ') }),
    })
  }

  undo(): void {
    const step = this.whole.history().past.at(-1)
    this.whole.undo()
    if (step?.place !== undefined) this.show(step.place)
  }

  redo(): void {
    const step = this.whole.history().future[0]
    this.whole.redo()
    if (step?.place !== undefined) this.show(step.place)
  }
}

export function isSamePlace(a: GraphPlace, b: GraphPlace): boolean {
  return a.length === b.length && a.every((id, depth) => id === b[depth])
}

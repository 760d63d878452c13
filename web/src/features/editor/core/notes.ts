/** Sticky notes as the document keeps them, under `annotations`; other annotations are left as they are. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'
import type { Point } from '../../../graph-view/graph-model.ts'

const noteSchema = z.looseObject({
  id: z.string(),
  text: z.string().catch(''),
  position: z.looseObject({ x: z.number(), y: z.number() }).catch({ x: 0, y: 0 }),
  size: z.looseObject({ width: z.number(), height: z.number() }).catch({ width: 184, height: 80 }),
})
export type Note = z.infer<typeof noteSchema>

/** Every annotation as a note; one without an id is named after its place in the list. */
export function readNotes(document: WorkflowDocument): Note[] {
  return (document.annotations ?? []).map((annotation, index) =>
    noteSchema.parse({
      ...annotation,
      id: typeof annotation.id === 'string' ? annotation.id : `note-${index}`,
    }),
  )
}

export function addNote(document: WorkflowDocument, note: { id: string; position: Point }): WorkflowDocument {
  const added: Note = {
    id: note.id,
    text: 'Note',
    position: { ...note.position },
    size: { width: 184, height: 80 },
  }
  return { ...document, annotations: [...readNotes(document), added] }
}

/** Writes a note; a note left without text goes. */
export function setNoteText(document: WorkflowDocument, noteId: string, text: string): WorkflowDocument {
  const notes = readNotes(document).map((note) => (note.id === noteId ? { ...note, text } : note))
  return { ...document, annotations: notes.filter((note) => note.id !== noteId || text.trim() !== '') }
}

/** The workflows that ship with the product: `<folder>/<id>/workflow.json`, and beside it an optional `example.json`. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type WorkflowDocument, workflowDocumentSchema } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'

export interface Example {
  readonly exampleId: string
  readonly document: WorkflowDocument
  /** How long a run usually takes; null where nobody measured it. */
  readonly typicalMs: number | null
  readonly order: number
}

const metaSchema = z.object({
  typicalMs: z.number().positive().nullable().default(null),
  order: z.number().default(100),
})

/** Stands in an example's defaults for the address of the server itself. */
const ORIGIN = '{{origin}}'

/** Examples in the order that their `example.json` gives. A folder that is missing holds none. */
export async function loadExamples(folder: string, origin: string): Promise<readonly Example[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing([]))
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const examples = await Promise.all(folders.map((exampleId) => loadExample({ folder, exampleId, origin })))
  return examples
    .filter((example) => example !== null)
    .toSorted((a, b) => a.order - b.order || a.exampleId.localeCompare(b.exampleId))
}

interface ExamplePlace {
  readonly folder: string
  readonly exampleId: string
  readonly origin: string
}

/** Null for a folder without a workflow, such as one that holds data for the others. */
async function loadExample({ folder, exampleId, origin }: ExamplePlace): Promise<Example | null> {
  const text = await readFile(join(folder, exampleId, 'workflow.json'), 'utf8').catch(ignoreMissing(null))
  if (text === null) return null
  const metaText = await readFile(join(folder, exampleId, 'example.json'), 'utf8').catch(ignoreMissing('{}'))
  const meta = metaSchema.parse(JSON.parse(metaText))
  const document = workflowDocumentSchema.parse(JSON.parse(text.replaceAll(ORIGIN, origin)))
  return { exampleId, document, ...meta }
}

function ignoreMissing<T>(fallback: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return fallback
    throw error
  }
}

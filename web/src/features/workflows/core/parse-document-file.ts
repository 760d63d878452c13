/** A file that a person chose, as a workflow document: only its shape is looked at, problems inside are the editor's matter. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export type ParsedFile = { ok: true; document: WorkflowDocument } | { ok: false; problem: string }

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDocument(value: unknown): value is WorkflowDocument {
  return isRecord(value) && typeof value.name === 'string' && isRecord(value.nodes)
}

/** Line and column of an offset, both from 1. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

function jsonProblem(text: string, error: unknown): string {
  const offset = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  const place = offset === undefined ? '' : ` at ${placeOf(text, Number(offset))}`
  return `The file is not valid JSON${place}. Mend it there and choose it again.`
}

/** As long as the schema of the document allows. */
const longestName = 200

export function parseDocumentFile(text: string): ParsedFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, problem: jsonProblem(text, error) }
  }
  if (!isRecord(value))
    return { ok: false, problem: 'The file holds no object. A workflow is an object with name and nodes.' }
  if (typeof value.name !== 'string' || value.name.trim() === '') {
    return { ok: false, problem: 'The workflow has no name. Add "name" at the top of the file.' }
  }
  if (value.name.length > longestName) {
    return {
      ok: false,
      problem: `The name has more than ${longestName} characters. Shorten it at the top of the file.`,
    }
  }
  if (!isRecord(value.nodes)) {
    return { ok: false, problem: 'The workflow has no nodes. Add "nodes", an object of nodes by their ids.' }
  }
  const bad = Object.entries(value.nodes).find(([, node]) => !isRecord(node) || typeof node.type !== 'string')
  if (bad !== undefined) {
    return { ok: false, problem: `The node ${bad[0]} has no type. Every node needs one, such as "shell".` }
  }
  if (value.edges !== undefined && !Array.isArray(value.edges)) {
    return { ok: false, problem: 'The edges are not a list. Write "edges" as a list of { source, target }.' }
  }
  return isDocument(value)
    ? { ok: true, document: value }
    : { ok: false, problem: 'The file is not a workflow.' }
}

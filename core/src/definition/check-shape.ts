/** Whether a document can be read at all: the right fields with the right kinds of values, and not too much of them. */
import type { z } from 'zod'
import { describeIssue } from './describe-issue.ts'
import { isObject } from './document-view.ts'
import { findOversize, maxDepth, maxValues } from './measure-value.ts'
import { documentProblem, type Problem } from './problem.ts'
import { maxNodes, type WorkflowDocument, workflowDocumentSchema } from './workflow-document.ts'

const maxEdges = 500_000

export interface ShapeCheck {
  readonly document: WorkflowDocument | null
  readonly problems: readonly Problem[]
  /** False when the document is too big or too deep for the other checks. */
  readonly goOn: boolean
}

export function checkShape(document: unknown): ShapeCheck {
  const stop = findLimit(document)
  if (stop !== null) return { document: null, problems: [stop], goOn: false }
  const parsed = workflowDocumentSchema.safeParse(document)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => toProblem(issue, valueAt(document, issue.path)))
  return { document: parsed.data ?? null, problems, goOn: isObject(document) }
}

function findLimit(document: unknown): Problem | null {
  if (!isObject(document)) {
    return documentProblem('', {
      code: 'DOCUMENT_SHAPE',
      message: 'A workflow is an object with a name and nodes',
      mend: 'Send a JSON object such as { "name": "...", "nodes": {} }.',
    })
  }
  const oversize = findOversize(document)
  if (oversize?.what === 'depth') {
    return documentProblem(oversize.path.slice(0, 8).join('.'), {
      code: 'DOCUMENT_TOO_DEEP',
      message: `Values are nested more than ${maxDepth} deep`,
      mend: 'Flatten the value, or keep it in a file that a node reads.',
    })
  }
  if (oversize !== null)
    return tooMuch('DOCUMENT_TOO_LARGE', `The document holds more than ${maxValues} values`)
  if (isObject(document.nodes) && Object.keys(document.nodes).length > maxNodes) {
    return tooMuch('TOO_MANY_NODES', `The workflow has more than ${maxNodes} nodes`)
  }
  if (Array.isArray(document.edges) && document.edges.length > maxEdges) {
    return tooMuch('TOO_MANY_EDGES', `The workflow has more than ${maxEdges} edges`)
  }
  return null
}

function tooMuch(code: 'DOCUMENT_TOO_LARGE' | 'TOO_MANY_NODES' | 'TOO_MANY_EDGES', message: string): Problem {
  return documentProblem('', { code, message, mend: 'Split it into several workflows.' })
}

function toProblem(issue: z.core.$ZodIssue, value: unknown): Problem {
  const path = issue.path.map(String)
  const missing = value === undefined && path[0] === 'nodes' ? wordsOfMissing[path.slice(2).join('.')] : null
  const edgeIndex = path[0] === 'edges' && path[1] !== undefined ? Number(path[1]) : null
  return {
    severity: 'error',
    path: path.join('.'),
    nodeId: path[0] === 'nodes' ? (path[1] ?? null) : null,
    edgeIndex,
    code: 'DOCUMENT_SHAPE',
    message:
      missing?.message ?? `${path.at(-1) ?? 'The document'} ${describeIssue(issue, value === undefined)}`,
    mend: missing?.mend ?? 'Correct the value, or remove it where it is optional.',
  }
}

/** Halves of a setting, by their place in the node: each is asked for where only the other one is there. */
const wordsOfMissing: Readonly<Record<string, Pick<Problem, 'message' | 'mend'>>> = {
  'rateLimit.limit': {
    message: 'The rate limit does not say how many may start',
    mend: 'Say how many, or remove the rate limit.',
  },
  'rateLimit.perSeconds': {
    message: 'The rate limit does not say in how many seconds',
    mend: 'Say in how many seconds, or remove the rate limit.',
  },
}

/** Zod leaves the value out of its issues, and "missing" says more than "not a string". */
function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let at = document
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}

/** What validation finds. A problem points at its place, says what is wrong and how to mend it. */
import type { WorkflowDocument } from './workflow-document.ts'

export const problemCodes = [
  'DOCUMENT_SHAPE',
  'DOCUMENT_TOO_DEEP',
  'DOCUMENT_TOO_LARGE',
  'NO_NODES',
  'TOO_MANY_NODES',
  'TOO_MANY_EDGES',
  'NODE_ID_INVALID',
  'NODE_TYPE_UNKNOWN',
  'NODE_UNREACHABLE',
  'RULE_NEVER_HOLDS',
  'EDGE_DANGLING',
  'EDGE_DUPLICATE',
  'EDGE_SELF_LOOP',
  'EDGE_UNKNOWN_PORT',
  'CYCLE',
  'PARAM_MISSING',
  'PARAM_INVALID',
  'PARAM_UNKNOWN',
  'PARAM_TOO_LARGE',
  'EXPRESSION_SYNTAX',
  'EXPRESSION_UNCLOSED',
  'REFERENCE_UNKNOWN_NODE',
  'REFERENCE_NOT_UPSTREAM',
  'LIMIT_WITHOUT_KEY',
  'EDGE_NEVER_TAKEN',
  'START_AFTER_TIMEOUT',
  'SETTING_WITHOUT_EFFECT',
  'INPUT_SCHEMA_INVALID',
  'TOO_MANY_PROBLEMS',
] as const
export type ProblemCode = (typeof problemCodes)[number]

export interface Problem {
  readonly severity: 'error' | 'warning'
  /** Place in the document, such as `nodes.split.params.url` or `edges.3.when`; empty for the whole. */
  readonly path: string
  readonly nodeId: string | null
  readonly edgeIndex: number | null
  readonly code: ProblemCode
  readonly message: string
  /** What to do about it. */
  readonly mend: string
}

export interface Validation {
  /** The document when its shape is right, even where it has other problems; null when it cannot be read. */
  readonly document: WorkflowDocument | null
  /** Errors before warnings, otherwise in the order of the document. */
  readonly problems: readonly Problem[]
}

/** True when the document must not be published. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

type Words = Pick<Problem, 'code' | 'message' | 'mend'>

export function documentProblem(path: string, words: Words): Problem {
  return { severity: 'error', path, nodeId: null, edgeIndex: null, ...words }
}

/** `path` is relative to the node, such as `params.url`; empty for the node itself. */
export function nodeProblem(nodeId: string, path: string, words: Words): Problem {
  const where = path === '' ? `nodes.${nodeId}` : `nodes.${nodeId}.${path}`
  return { severity: 'error', path: where, nodeId, edgeIndex: null, ...words }
}

/** `path` is relative to the edge, such as `when`; empty for the edge itself. */
export function edgeProblem(edgeIndex: number, path: string, words: Words): Problem {
  const where = path === '' ? `edges.${edgeIndex}` : `edges.${edgeIndex}.${path}`
  return { severity: 'error', path: where, nodeId: null, edgeIndex, ...words }
}

/** The same problem as one that does not keep the document from being published. */
export function asWarning(problem: Problem): Problem {
  return { ...problem, severity: 'warning' }
}

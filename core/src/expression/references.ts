/**
 * Which nodes an expression reads, seen without evaluating it: validation checks them, a worker loads only their
 * outputs, and a retry runs again what reads an input that has changed. Errs on the side of reading more: a node
 * that is read must never be missing from the answer.
 */

export interface References {
  /** Ids that the expression names as `nodes.<id>`. */
  readonly nodes: ReadonlySet<string>
  /** True when it reads nodes that only evaluation can name. */
  readonly all: boolean
  /** True when it reads the input of the execution, or may. */
  readonly input: boolean
}

export const noReferences: References = { nodes: new Set(), all: false, input: false }

interface Syntax {
  readonly type?: unknown
  readonly value?: unknown
  readonly [part: string]: unknown
}

interface Walk {
  readonly nodes: Set<string>
  all: boolean
  input: boolean
}

/** Walks a JSONata syntax tree. Throws a RangeError when it is nested too deeply for the stack. */
export function collectReferences(ast: unknown): References {
  const walk: Walk = { nodes: new Set(), all: false, input: false }
  visit(walk, ast, true)
  return { nodes: walk.nodes, all: walk.all, input: walk.input }
}

/** Joins what several expressions read. */
export function mergeReferences(parts: Iterable<References>): References {
  const nodes = new Set<string>()
  let all = false
  let input = false
  for (const part of parts) {
    for (const id of part.nodes) nodes.add(id)
    all ||= part.all
    input ||= part.input
  }
  return { nodes, all, input }
}

/** `atRoot` says whether names are looked up in the whole scope here, or in a value below it. */
function visit(walk: Walk, part: unknown, atRoot: boolean): void {
  if (Array.isArray(part)) {
    for (const item of part) visit(walk, item, atRoot)
    return
  }
  if (!isSyntax(part)) return
  switch (part.type) {
    case 'path':
      visitPath(walk, part, atRoot)
      return
    case 'name':
      visitPath(walk, { steps: [part] }, atRoot)
      return
    case 'variable':
      // `$` alone at the root, and `$$` alone anywhere, hand the whole scope on.
      if (part.value === '$' || (part.value === '' && atRoot)) readAnything(walk)
      if (part.value === 'eval') readAnything(walk)
      break
    case 'wildcard':
    case 'descendant':
      if (atRoot) readAnything(walk)
      break
    case 'parent':
    case 'transform':
      readAnything(walk)
      break
  }
  for (const [key, child] of Object.entries(part)) {
    if (key !== 'value' || typeof child === 'object') visit(walk, child, atRoot && !isRelative(key))
  }
}

/** Parts that are evaluated once for each item of what precedes them. */
function isRelative(key: string): boolean {
  return key === 'stages' || key === 'predicate' || key === 'group' || key === 'terms'
}

function visitPath(walk: Walk, path: Syntax, atRoot: boolean): void {
  const steps = (Array.isArray(path.steps) ? path.steps : []).filter(isSyntax)
  const [first, ...rest] = steps
  if (first === undefined) return
  const opensScope = first.type === 'variable' && (first.value === '$' || (first.value === '' && atRoot))
  if (opensScope && rest.length > 0 && !isFiltered(first)) readScope(walk, rest)
  else if (atRoot && first.type === 'name') readScope(walk, steps)
  else if (first.type !== 'name') visit(walk, first, atRoot)
  for (const step of rest) if (step.type !== 'name') visit(walk, step, false)
  for (const step of steps) visit(walk, [step.stages, step.predicate], false)
  visit(walk, path.group, false)
}

/** Steps that start from the whole scope: `nodes`, then an id, or something that only evaluation knows. */
function readScope(walk: Walk, steps: readonly Syntax[]): void {
  const [scope, node] = steps
  if (scope?.type !== 'name') {
    readAnything(walk)
    return
  }
  if (scope.value === 'input') walk.input = true
  if (scope.value !== 'nodes') return
  if (node?.type === 'name' && !isFiltered(scope)) walk.nodes.add(String(node.value))
  else walk.all = true
}

function readAnything(walk: Walk): void {
  walk.all = true
  walk.input = true
}

function isFiltered(step: Syntax): boolean {
  return (
    step.stages !== undefined ||
    step.predicate !== undefined ||
    step.group !== undefined ||
    step.focus !== undefined
  )
}

function isSyntax(part: unknown): part is Syntax {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
}

/**
 * Which nodes an expression reads, seen without evaluating it: validation checks them, and a worker loads
 * only their outputs. Errs on the side of `all`: a node that is read must never be missing from the answer.
 */

export interface References {
  /** Ids that the expression names as `nodes.<id>`. */
  readonly nodes: ReadonlySet<string>
  /** True when it reads nodes that only evaluation can name. */
  readonly all: boolean
}

export const noReferences: References = { nodes: new Set(), all: false }

interface Syntax {
  readonly type?: unknown
  readonly value?: unknown
  readonly [part: string]: unknown
}

interface Walk {
  readonly nodes: Set<string>
  all: boolean
}

/** Walks a JSONata syntax tree. Throws a RangeError when it is nested too deeply for the stack. */
export function collectReferences(ast: unknown): References {
  const walk: Walk = { nodes: new Set(), all: false }
  visit(walk, ast, true)
  return { nodes: walk.nodes, all: walk.all }
}

/** Joins what several expressions read. */
export function mergeReferences(parts: Iterable<References>): References {
  const nodes = new Set<string>()
  let all = false
  for (const part of parts) {
    for (const id of part.nodes) nodes.add(id)
    all ||= part.all
  }
  return { nodes, all }
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
      if (part.value === '$' || (part.value === '' && atRoot)) walk.all = true
      if (part.value === 'eval') walk.all = true
      break
    case 'wildcard':
    case 'descendant':
      if (atRoot) walk.all = true
      break
    case 'parent':
    case 'transform':
      walk.all = true
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
    walk.all = true
    return
  }
  if (scope.value !== 'nodes') return
  if (node?.type === 'name' && !isFiltered(scope)) walk.nodes.add(String(node.value))
  else walk.all = true
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

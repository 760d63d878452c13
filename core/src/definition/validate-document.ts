/**
 * Everything that is wrong with a workflow document, in one pass. Never throws, never recurses over the graph,
 * and goes on behind a problem as far as it can: a person mends better with the whole list.
 */
import { checkExpressions } from './check-expressions.ts'
import { checkCycles, checkEdges, checkNodeIds, toGraph } from './check-graph.ts'
import { checkInnerGraphs } from './check-inner-graphs.ts'
import { checkInputSchema } from './check-input-schema.ts'
import { checkNodes } from './check-params.ts'
import { checkReach } from './check-reach.ts'
import { checkSettings } from './check-settings.ts'
import { checkShape } from './check-shape.ts'
import { type DocumentView, viewDocument } from './document-view.ts'
import { topologicalOrder } from './graph.ts'
import type { NodeTypeRegistry } from './node-type.ts'
import { asWarning, documentProblem, type Problem, type Validation } from './problem.ts'
import { createUpstreamQuery } from './upstream-query.ts'

/** Nobody reads more, and an answer with a hundred thousand of them helps nobody. */
export const maxProblems = 1000

/** Cost O(nodes + edges + size of the parameters): 100,000 nodes take less than a second. */
export function validateDocument(document: unknown, registry: NodeTypeRegistry): Validation {
  const { problems, ...rest } = validateAt(document, registry, 0)
  return { ...rest, problems: arrange(problems) }
}

/** So many graphs deep: the document itself is 0. */
function validateAt(document: unknown, registry: NodeTypeRegistry, depth: number): Validation {
  const check = (inner: unknown, at: number) => validateAt(inner, registry, at).problems
  const shape = checkShape(document)
  if (!shape.goOn) return { document: null, problems: shape.problems }
  const view = viewDocument(document)
  const graph = toGraph(view)
  const sorted = topologicalOrder(graph)
  const problems = [
    shape.problems,
    checkEmpty(view),
    checkNodeIds(view),
    checkEdges(view, registry),
    checkCycles(graph, sorted),
    checkNodes(view, registry),
    checkExpressions(view, registry, createUpstreamQuery(graph, sorted)),
    checkReach(view, sorted),
    checkSettings(view),
    checkInputSchema(view),
    checkInnerGraphs(view, registry, { depth, check }),
  ].flat()
  return { document: shape.document, problems }
}

function checkEmpty(view: DocumentView): Problem[] {
  if (view.nodes.size > 0) return []
  const mend = 'Add a node.'
  return [
    asWarning(documentProblem('nodes', { code: 'NO_NODES', message: 'The workflow has no nodes', mend })),
  ]
}

/** Errors first, and a note in the place of what is left out. */
function arrange(problems: readonly Problem[]): Problem[] {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const arranged = [...errors, ...problems.filter((problem) => problem.severity !== 'error')]
  if (arranged.length <= maxProblems) return arranged
  const message = `${arranged.length - maxProblems} more problems are not listed`
  const note = documentProblem('', { code: 'TOO_MANY_PROBLEMS', message, mend: 'Mend these first.' })
  return [...arranged.slice(0, maxProblems), asWarning(note)]
}

/** Graphs inside nodes: each is checked as a document is, and its problems point at the node that holds it. */
import { hintsOf } from '../expression/parameter-schema.ts'
import { type DocumentView, isObject, type NodeView } from './document-view.ts'
import type { NodeTypeRegistry } from './node-type.ts'
import { nodeProblem, type Problem } from './problem.ts'

/** As deep as executions are nested at most. */
export const maxGraphDepth = 10

/** Checks a document that is a graph inside a node, so many graphs deep. */
export type CheckInner = (document: unknown, depth: number) => readonly Problem[]

export function checkInnerGraphs(
  view: DocumentView,
  registry: NodeTypeRegistry,
  { depth, check }: { readonly depth: number; readonly check: CheckInner },
): Problem[] {
  const problems: Problem[] = []
  for (const node of view.nodes.values()) {
    for (const [param, graph] of listGraphs(node, registry)) {
      if (depth >= maxGraphDepth) problems.push(tooDeep(node.id, param))
      else {
        const { nodes, edges } = graph
        const inner = check({ name: node.id, nodes, ...(edges !== undefined && { edges }) }, depth + 1)
        problems.push(...inner.map((problem) => toOuter(problem, node.id, param)))
      }
    }
  }
  return problems
}

/** Parameters that hold a graph; one that is none is left to the check of the parameters. */
function listGraphs({ type, params }: NodeView, registry: NodeTypeRegistry) {
  const properties = registry.get(type ?? '')?.params.properties
  if (!isObject(params) || !isObject(properties)) return []
  return Object.entries(properties).flatMap(([param, schema]): [string, Record<string, unknown>][] => {
    const graph = params[param]
    const isGraph = isObject(schema) && hintsOf(schema).graph === true
    return isGraph && isObject(graph) && isObject(graph.nodes) ? [[param, graph]] : []
  })
}

function toOuter(problem: Problem, nodeId: string, param: string): Problem {
  const where = problem.nodeId === null ? `In its ${param}` : `In its ${param}, at ${problem.nodeId}`
  const path = problem.path === '' ? '' : `.${problem.path}`
  return {
    ...problem,
    path: `nodes.${nodeId}.params.${param}${path}`,
    nodeId,
    edgeIndex: null,
    message: `${where}: ${problem.message}`,
  }
}

function tooDeep(nodeId: string, param: string): Problem {
  return nodeProblem(nodeId, `params.${param}`, {
    code: 'DOCUMENT_TOO_DEEP',
    message: `Graphs are nested more than ${maxGraphDepth} deep`,
    mend: 'Make a workflow of the inner ones, and run that.',
  })
}

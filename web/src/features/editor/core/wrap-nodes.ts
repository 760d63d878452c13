/** Moves nodes into the graph of a new node, which takes their place between the others. */
import { buildGraph, topologicalOrder } from '@heddle/core/definition/graph.ts'
import {
  defaultPort,
  type EdgeDefinition,
  failurePort,
  type WorkflowDocument,
} from '@heddle/core/definition/workflow-document.ts'
import { type AddedNode, addNode, removeParts, setParam } from './edit-document.ts'
import { graphParam } from './inner-graph.ts'

/**
 * Null where a way leads out of the nodes and back into them: the new node would wait for itself. Expressions are left
 * as they are; validation names those that reach across the border now.
 */
export function wrapNodes(
  document: WorkflowDocument,
  chosen: ReadonlySet<string>,
  holder: AddedNode,
): WorkflowDocument | null {
  const edges = document.edges ?? []
  const graph = {
    nodes: Object.fromEntries(Object.entries(document.nodes).filter(([id]) => chosen.has(id))),
    edges: edges.filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
  }
  const around = removeParts(document, { nodes: chosen })
  const holding = setParam(addNode(around, holder), holder.id, { name: graphParam, value: graph })
  const crossing = edges.flatMap((edge) => toCrossing(edge, chosen, holder.id))
  const after = { ...holding, edges: dropRepeated([...(around.edges ?? []), ...crossing]) }
  const ids = Object.keys(after.nodes)
  const sorted = topologicalOrder(buildGraph(ids, after.edges))
  return sorted.order.length < ids.length ? null : after
}

/** What led into the nodes leads into the new one; what left them leaves it, by the ports that every node has. */
function toCrossing(edge: EdgeDefinition, chosen: ReadonlySet<string>, holderId: string): EdgeDefinition[] {
  const isFrom = chosen.has(edge.source)
  if (isFrom === chosen.has(edge.target)) return []
  if (!isFrom) return [{ ...edge, target: holderId }]
  const { port, ...rest } = edge
  return [{ ...rest, source: holderId, ...(port === failurePort && { port }) }]
}

function dropRepeated(edges: readonly EdgeDefinition[]): EdgeDefinition[] {
  const known = new Map<string, EdgeDefinition>()
  for (const edge of edges) {
    const key = [edge.source, edge.target, edge.port ?? defaultPort, edge.when ?? ''].join('\n')
    if (!known.has(key)) known.set(key, edge)
  }
  return [...known.values()]
}

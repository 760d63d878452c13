/**
 * The graph inside a node, shown and edited as a document of its own: the canvas, its tools and the inspector need not
 * know how deep they are. Every edit gives a new document of the whole.
 */
import type { NodeDefinition, WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { setParam } from './edit-document.ts'
import { fillPositions } from './fill-positions.ts'

/** Ids of the nodes that hold each other's graphs, from the outside in; empty for the workflow itself. */
export type GraphPlace = readonly string[]

export const graphParam = 'graph'

export type InnerGraph = Pick<WorkflowDocument, 'nodes' | 'edges' | 'annotations' | 'groups'>

/** Looked at once: whoever asks again about the same graph gets the same answer. */
const known = new WeakMap<object, boolean>()

/**
 * The graph that a node carries, or null where it carries none that can be drawn. Fields inside may be wrong, as they
 * are while somebody writes them.
 */
export function findInnerGraph({ params }: NodeDefinition): InnerGraph | null {
  const graph = params?.[graphParam]
  if (!isObject(graph)) return null
  const isDrawn = known.get(graph) ?? isGraph(graph)
  known.set(graph, isDrawn)
  return isDrawn ? (graph as InnerGraph) : null
}

function isGraph({ nodes, edges = [], annotations = [], groups = [] }: Record<string, unknown>): boolean {
  if (!isObject(nodes) || !areObjects(annotations) || !areObjects(groups) || !areObjects(edges)) return false
  const ends = edges.flatMap(({ source, target }) => [source, target])
  return (
    Object.values(nodes).every((node) => isObject(node) && typeof node.type === 'string') &&
    ends.every((end) => typeof end === 'string')
  )
}

function areObjects(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.every(isObject)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As much of the place as the document has: after an undo or somebody else's change less may be there. */
export function trimPlace(document: WorkflowDocument, place: GraphPlace): GraphPlace {
  let nodes = document.nodes
  for (const [depth, id] of place.entries()) {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined
    const inner = node === undefined ? null : findInnerGraph(node)
    if (inner === null) return place.slice(0, depth)
    nodes = inner.nodes
  }
  return place
}

const shownAs = new WeakMap<InnerGraph, WorkflowDocument>()

/**
 * The graph at this place as a document, with places for nodes that have none; the workflow itself for the empty place.
 * Inner graphs read the workflow's own input.
 */
export function readGraphAt(document: WorkflowDocument, place: GraphPlace): WorkflowDocument {
  const [id, ...deeper] = trimPlace(document, place)
  const node = id === undefined ? undefined : document.nodes[id]
  const inner = node === undefined ? null : findInnerGraph(node)
  if (id === undefined || node === undefined || inner === null) return document
  const former = shownAs.get(inner)
  const { inputSchema } = document
  const own =
    former !== undefined && former.inputSchema === inputSchema && former.name === (node.name ?? id)
      ? former
      : fillPositions({ name: node.name ?? id, ...inner, ...(inputSchema !== undefined && { inputSchema }) })
  shownAs.set(inner, own)
  return readGraphAt(own, deeper)
}

/** The whole document after a change of the graph at this place. A change that changes nothing gives the same document. */
export function editGraphAt(
  document: WorkflowDocument,
  place: GraphPlace,
  change: (graph: WorkflowDocument) => WorkflowDocument,
): WorkflowDocument {
  const [id, ...deeper] = place
  if (id === undefined) return change(document)
  const before = readGraphAt(document, [id])
  const after = editGraphAt(before, deeper, change)
  if (after === before || before === document) return document
  const { nodes, edges, annotations, groups } = after
  const kept = document.nodes[id]?.params?.[graphParam]
  const value = {
    ...(isObject(kept) ? kept : {}),
    nodes,
    ...(edges !== undefined && { edges }),
    ...(annotations !== undefined && { annotations }),
    ...(groups !== undefined && { groups }),
  }
  return setParam(document, id, { name: graphParam, value })
}

export interface PlacedPath {
  readonly place: GraphPlace
  /** The path within the graph at that place, as its own problems have it. */
  readonly path: string
  readonly nodeId: string | null
}

/** Where a problem of the whole document lies: `nodes.each.params.graph.nodes.a.type` is about `a` inside `each`. */
export function locateProblem(
  document: WorkflowDocument,
  { path, nodeId }: { readonly path: string; readonly nodeId: string | null },
): PlacedPath {
  const node = nodeId === null ? undefined : document.nodes[nodeId]
  const start = `nodes.${nodeId}.params.${graphParam}.`
  if (nodeId === null || node === undefined || !path.startsWith(start)) return { place: [], path, nodeId }
  const inner = findInnerGraph(node)
  if (inner === null) return { place: [], path, nodeId }
  const within = path.slice(start.length)
  // Ids may have dots in them: the longest that fits is meant.
  const ids = Object.keys(inner.nodes).filter((id) => `${within}.`.startsWith(`nodes.${id}.`))
  const innerId = ids.sort((a, b) => b.length - a.length)[0] ?? null
  const deeper = locateProblem({ name: nodeId, ...inner }, { path: within, nodeId: innerId })
  return { ...deeper, place: [nodeId, ...deeper.place] }
}

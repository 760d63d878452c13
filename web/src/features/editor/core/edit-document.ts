/**
 * Edits of a workflow document: pure, each returns a new document and shares what it did not touch. An edit that
 * changes nothing returns the document it was given, so that the history records nothing.
 */
import {
  defaultPort,
  type EdgeDefinition,
  type NodeDefinition,
  type WorkflowDocument,
} from '@heddle/core/definition/workflow-document.ts'
import type { Point } from '../../../graph-view/graph-model.ts'
import { type EdgeKey, toEdgeKeys } from './edge-key.ts'
import { readGroups } from './groups.ts'
import { readNotes } from './notes.ts'

export interface AddedNode {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly position: Point
}

export interface ConnectionEnds {
  readonly source: string
  readonly port: string
  readonly target: string
}

export function addNode(
  document: WorkflowDocument,
  { id, type, name, position }: AddedNode,
): WorkflowDocument {
  return {
    ...document,
    nodes: { ...document.nodes, [id]: { name, type, params: {}, position: { ...position } } },
  }
}

/** Replaces fields of a node; a field set to undefined is removed. */
export function patchNode(
  document: WorkflowDocument,
  nodeId: string,
  patch: { readonly [Field in keyof NodeDefinition]?: NodeDefinition[Field] | undefined },
): WorkflowDocument {
  const node = document.nodes[nodeId]
  if (!node || !Object.hasOwn(document.nodes, nodeId)) return document
  const after = withFields(node, patch)
  return after === node ? document : { ...document, nodes: { ...document.nodes, [nodeId]: after } }
}

/** Sets one parameter; undefined removes it. */
export function setParam(
  document: WorkflowDocument,
  nodeId: string,
  param: { readonly name: string; readonly value: unknown },
): WorkflowDocument {
  const params = document.nodes[nodeId]?.params ?? {}
  const after = withFields(params, { [param.name]: param.value })
  return after === params ? document : patchNode(document, nodeId, { params: after })
}

/** Moves nodes and, under ids that start with `note/`, notes. */
export function moveParts(
  document: WorkflowDocument,
  moves: Iterable<readonly [string, Point]>,
): WorkflowDocument {
  let after = document
  const notes = new Map<string, Point>()
  const nodes = new Map<string, Point>()
  for (const [id, at] of moves) {
    if (id.startsWith('note/')) notes.set(id.slice('note/'.length), at)
    else nodes.set(id, at)
  }
  const entries = [...nodes].flatMap(([id, { x, y }]) => {
    const node = document.nodes[id]
    const isMoved = node !== undefined && !isAt(node.position, { x, y })
    return isMoved ? [[id, { ...node, position: { ...node.position, x, y } }] as const] : []
  })
  if (entries.length > 0) {
    after = { ...after, nodes: { ...after.nodes, ...Object.fromEntries(entries) } }
  }
  const known = notes.size > 0 ? readNotes(document) : []
  if (known.some(({ id, position }) => !isAt(position, notes.get(id) ?? position))) {
    after = {
      ...after,
      annotations: known.map((note) => ({
        ...note,
        position: { ...note.position, ...notes.get(note.id) },
      })),
    }
  }
  return after
}

export function connect(
  document: WorkflowDocument,
  { source, port, target }: ConnectionEnds,
): WorkflowDocument {
  const edges = document.edges ?? []
  const isThere = edges.some(
    (edge) => edge.source === source && edge.target === target && (edge.port ?? defaultPort) === port,
  )
  if (isThere) return document
  return { ...document, edges: [...edges, { source, target, ...(port === defaultPort ? {} : { port }) }] }
}

export function patchEdge(
  document: WorkflowDocument,
  key: EdgeKey,
  patch: { readonly [Field in keyof EdgeDefinition]?: EdgeDefinition[Field] | undefined },
): WorkflowDocument {
  const edges = document.edges ?? []
  const at = toEdgeKeys(edges).indexOf(key)
  const edge = edges[at]
  if (!edge) return document
  const after = withFields(edge, patch)
  return after === edge ? document : { ...document, edges: edges.with(at, after) }
}

/** Removes nodes with their edges, single edges, and notes. */
export function removeParts(
  document: WorkflowDocument,
  parts: {
    readonly nodes?: ReadonlySet<string>
    readonly edge?: EdgeKey | null
    readonly notes?: ReadonlySet<string>
  },
): WorkflowDocument {
  const nodes = parts.nodes ?? new Set()
  const edges = document.edges ?? []
  const keys = toEdgeKeys(edges)
  const keptEdges = edges.filter(
    (edge, index) => !nodes.has(edge.source) && !nodes.has(edge.target) && keys[index] !== parts.edge,
  )
  let after = document
  if (keptEdges.length < edges.length) after = { ...after, edges: keptEdges }
  if (Object.keys(document.nodes).some((id) => nodes.has(id))) {
    const kept = Object.entries(document.nodes).filter(([id]) => !nodes.has(id))
    after = { ...after, nodes: Object.fromEntries(kept) }
    if (document.groups) after = { ...after, groups: withoutMembers(document, nodes) }
  }
  if (parts.notes && parts.notes.size > 0) {
    after = { ...after, annotations: readNotes(after).filter((note) => !parts.notes?.has(note.id)) }
  }
  return after
}

/** Gives a node another id, in its place, and rewires edges and groups. A taken id changes nothing. */
export function renameNodeId(document: WorkflowDocument, from: string, to: string): WorkflowDocument {
  if (from === to || !Object.hasOwn(document.nodes, from) || Object.hasOwn(document.nodes, to))
    return document
  const entries = Object.entries(document.nodes).map(([id, node]) => [id === from ? to : id, node] as const)
  const rename = (id: string) => (id === from ? to : id)
  const edges = document.edges?.map((edge) =>
    edge.source === from || edge.target === from
      ? { ...edge, source: rename(edge.source), target: rename(edge.target) }
      : edge,
  )
  const groups = document.groups
    ? readGroups(document).map((group) => ({ ...group, members: group.members.map(rename) }))
    : undefined
  return {
    ...document,
    nodes: Object.fromEntries(entries),
    ...(edges ? { edges } : {}),
    ...(groups ? { groups } : {}),
  }
}

/** Replaces top-level fields and settings; undefined removes a field. */
export function patchDocument(
  document: WorkflowDocument,
  patch: { readonly [Field in keyof WorkflowDocument]?: WorkflowDocument[Field] | undefined },
): WorkflowDocument {
  return withFields(document, patch)
}

function withoutMembers(document: WorkflowDocument, gone: ReadonlySet<string>) {
  return readGroups(document)
    .map((group) => ({ ...group, members: group.members.filter((id) => !gone.has(id)) }))
    .filter((group) => group.members.length > 0)
}

function isAt(position: Point | undefined, at: Point): boolean {
  return position?.x === at.x && position.y === at.y
}

/** The same object when nothing changes. */
function withFields<Fields extends object>(
  fields: Fields,
  patch: { readonly [key: string]: unknown },
): Fields {
  const changed = Object.entries(patch).filter(([key, value]) => Reflect.get(fields, key) !== value)
  if (changed.length === 0) return fields
  const after: Record<string, unknown> = { ...fields, ...Object.fromEntries(changed) }
  for (const [key, value] of changed) if (value === undefined) delete after[key]
  return after as Fields
}

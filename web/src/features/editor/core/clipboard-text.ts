/** Nodes on the clipboard: plain JSON, so that they travel between tabs, machines and text editors. */
import { edgeSchema, nodeSchema, type WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'
import { snap } from '../../../graph-view/card-geometry.ts'
import type { Point } from '../../../graph-view/graph-model.ts'
import { fillPositions } from './fill-positions.ts'
import { toFreshId, toFreshName } from './fresh-id.ts'

const clipSchema = z.looseObject({
  heddle: z.literal('nodes'),
  nodes: z.record(z.string(), nodeSchema),
  edges: z.array(edgeSchema).default([]),
})

/** The nodes and the edges between them, as text; null when none of them exists. */
export function copyNodes(document: WorkflowDocument, nodeIds: ReadonlySet<string>): string | null {
  const nodes = Object.entries(document.nodes).filter(([id]) => nodeIds.has(id))
  if (nodes.length === 0) return null
  const edges = (document.edges ?? []).filter((edge) => nodeIds.has(edge.source) && nodeIds.has(edge.target))
  return JSON.stringify({ heddle: 'nodes', nodes: Object.fromEntries(nodes), edges }, null, 2)
}

export interface Pasted {
  readonly document: WorkflowDocument
  /** Ids of the nodes that came in. */
  readonly nodeIds: readonly string[]
}

/**
 * Adds copied nodes under fresh ids, with their top left at `at`. A whole workflow document on the clipboard is taken
 * as its nodes. Null when the text holds no nodes.
 */
export function pasteNodes(document: WorkflowDocument, text: string, at: Point): Pasted | null {
  const clip = readClip(text)
  if (!clip) return null
  const ids = new Map<string, string>()
  const taken = new Set(Object.keys(document.nodes))
  const names = new Set(Object.values(document.nodes).map((node) => node.name))
  const corner = cornerOf(Object.values(clip.nodes).map((node) => node.position ?? { x: 0, y: 0 }))
  const nodes = { ...document.nodes }
  for (const [id, node] of Object.entries(clip.nodes)) {
    const fresh = toFreshId(id, (wish) => taken.has(wish))
    taken.add(fresh)
    ids.set(id, fresh)
    const name = toFreshName(node.name ?? id, (wish) => names.has(wish))
    names.add(name)
    const { x, y } = node.position ?? corner
    nodes[fresh] = {
      ...node,
      name,
      position: { ...snap({ x: x - corner.x + at.x, y: y - corner.y + at.y }) },
    }
  }
  const edges = clip.edges.flatMap((edge) => {
    const source = ids.get(edge.source)
    const target = ids.get(edge.target)
    return source && target ? [{ ...edge, source, target }] : []
  })
  return {
    document: { ...document, nodes, edges: [...(document.edges ?? []), ...edges] },
    nodeIds: [...ids.values()],
  }
}

function readClip(text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const clip = clipSchema.safeParse(value)
  const read = clip.success
    ? clip
    : clipSchema.safeParse(typeof value === 'object' ? { ...value, heddle: 'nodes' } : null)
  if (!read.success || Object.keys(read.data.nodes).length === 0) return null
  const { nodes, edges } = read.data
  return { nodes: fillPositions({ name: '', nodes, edges }).nodes, edges }
}

function cornerOf(positions: readonly Point[]): Point {
  return positions.reduce((corner, { x, y }) => ({ x: Math.min(corner.x, x), y: Math.min(corner.y, y) }), {
    x: Number.POSITIVE_INFINITY,
    y: Number.POSITIVE_INFINITY,
  })
}

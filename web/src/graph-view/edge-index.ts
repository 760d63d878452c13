import type { GraphEdge } from './graph-model.ts'

/** Which edges touch a node, and which nodes an edge joins. */
export interface EdgeIndex {
  incident(nodeId: string): readonly string[]
  ends(edgeId: string): readonly string[]
}

export function indexEdges(edges: readonly GraphEdge[]): EdgeIndex {
  const byNode = new Map<string, string[]>()
  const ends = new Map<string, readonly string[]>()
  for (const { id, source, target } of edges) {
    ends.set(id, [source, target])
    for (const end of [source, target]) {
      const known = byNode.get(end)
      if (known) known.push(id)
      else byNode.set(end, [id])
    }
  }
  return { incident: (nodeId) => byNode.get(nodeId) ?? [], ends: (edgeId) => ends.get(edgeId) ?? [] }
}

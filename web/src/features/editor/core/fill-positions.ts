/** Places for nodes that a document made elsewhere does not place. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { boxAroundCards, gapDown } from '../../../graph-view/card-geometry.ts'
import { toLayeredLayout } from '../../../graph-view/layered-layout.ts'

/** The same document when every node has its place; else nodes without one are laid out, below those that have. */
export function fillPositions(document: WorkflowDocument): WorkflowDocument {
  const nodes = Object.entries(document.nodes)
  const missing = new Set(nodes.filter(([, node]) => node.position === undefined).map(([id]) => id))
  if (missing.size === 0) return document
  const edges = (document.edges ?? []).filter((edge) => missing.has(edge.source) && missing.has(edge.target))
  const layout = toLayeredLayout([...missing], edges)
  const placed = boxAroundCards(nodes.flatMap(([, node]) => node.position ?? []))
  const origin = placed ? { x: placed.left, y: placed.bottom + gapDown } : { x: 0, y: 0 }
  const filled = nodes.map(([id, node]) => {
    const at = layout.get(id)
    return at ? [id, { ...node, position: { x: at.x + origin.x, y: at.y + origin.y } }] : [id, node]
  })
  return { ...document, nodes: Object.fromEntries(filled) }
}

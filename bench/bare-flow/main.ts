/** The canvas library with nothing around it, on the nodes and edges that the editor is measured with. */
import { type Edge, type Node, ReactFlow } from '@xyflow/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

interface Graph {
  readonly nodes: Node[]
  readonly edges: Edge[]
}

const graph = (await (await fetch('/graph.json')).json()) as Graph
const root = document.getElementById('root')
if (root !== null) {
  const props = { defaultNodes: graph.nodes, defaultEdges: graph.edges, fitView: true, minZoom: 0.05 }
  createRoot(root).render(createElement(ReactFlow, props))
}

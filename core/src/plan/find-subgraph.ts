/** The graph inside a node: a map or a sub-workflow may carry its own nodes and edges in the parameter `graph`. */
import { type WorkflowDocument, workflowDocumentSchema } from '../definition/workflow-document.ts'

/** Between the ids of nested nodes; no id contains it. */
export const subgraphSeparator = '/'

const graphSchema = workflowDocumentSchema.pick({ nodes: true, edges: true })

/**
 * The document of the node that the path names, `outer/inner`; the document itself for null; null where there
 * is no such node or it carries no graph. Settings of the workflow are not those of a graph inside it.
 */
export function findSubgraph(document: WorkflowDocument, path: string | null): WorkflowDocument | null {
  let found = document
  for (const id of path?.split(subgraphSeparator) ?? []) {
    const node = found.nodes[id]
    const graph = graphSchema.safeParse(node?.params?.graph)
    if (node === undefined || !graph.success) return null
    found = { name: node.name ?? id, ...graph.data }
  }
  return found
}

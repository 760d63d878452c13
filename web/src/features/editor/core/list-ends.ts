import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

/** Ids of the nodes that nothing follows, in the order of the document. */
export function listEnds({ nodes, edges = [] }: WorkflowDocument): readonly string[] {
  const followed = new Set(edges.map(({ source }) => source))
  return Object.keys(nodes).filter((id) => !followed.has(id))
}

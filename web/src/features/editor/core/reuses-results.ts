import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { findInnerGraph } from './inner-graph.ts'

/** True where a node, or one of a graph inside a node, may take over the result of an earlier run. */
export function reusesResults({ nodes }: Pick<WorkflowDocument, 'nodes'>): boolean {
  return Object.values(nodes).some((node) => {
    const inner = findInnerGraph(node)
    return node.cache !== undefined || (inner !== null && reusesResults(inner))
  })
}

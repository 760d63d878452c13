import { defaultPort, type WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { wouldCycle } from '../../../graph-view/graph-order.ts'
import type { ConnectionEnds } from './edit-document.ts'

/** Why these two may not be connected, in the words of the tip; null where they may. */
export function refuseConnection(
  document: WorkflowDocument,
  { source, port, target }: ConnectionEnds,
): string | null {
  const edges = document.edges ?? []
  if (source === target) return 'A node cannot lead to itself'
  const isThere = edges.some(
    (edge) => edge.source === source && edge.target === target && (edge.port ?? defaultPort) === port,
  )
  if (isThere) return 'Already connected'
  return wouldCycle(edges, source, target) ? 'Makes a cycle' : null
}

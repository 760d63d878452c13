/** Lets the edges of a node follow when its parameters give one of its ports another name, letter by letter. */
import { listPortNames, listPorts } from '@heddle/core/definition/list-ports.ts'
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { defaultPort, failurePort, type WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

interface PortOwner {
  readonly nodeId: string
  readonly declaration: Pick<NodeTypeDeclaration, 'ports' | 'portsFrom'>
}

/**
 * `after` is `before` with other parameters of the node. A name that is empty or taken while it is typed leaves
 * edges at a port that is no more; they follow as soon as the place has a name of its own again.
 */
export function followPorts(
  before: WorkflowDocument,
  after: WorkflowDocument,
  { nodeId, declaration }: PortOwner,
): WorkflowDocument {
  const paramsBefore = before.nodes[nodeId]?.params
  const paramsAfter = after.nodes[nodeId]?.params
  const rename = findRename(
    listPortNames(declaration.portsFrom ?? [], paramsBefore),
    listPortNames(declaration.portsFrom ?? [], paramsAfter),
  )
  const portsBefore = listPorts(declaration, paramsBefore)
  if (!rename || portsBefore.includes(rename.to)) return after
  const isGone = rename.from !== null && !listPorts(declaration, paramsAfter).includes(rename.from)
  const follows = (port: string) =>
    isGone ? port === rename.from : port !== failurePort && !portsBefore.includes(port)
  const edges = after.edges?.map((edge) =>
    edge.source === nodeId && follows(edge.port ?? defaultPort) ? { ...edge, port: rename.to } : edge,
  )
  return edges?.some((edge, at) => edge !== after.edges?.[at]) ? { ...after, edges } : after
}

/** The one place that has another name now; null where several changed, places came or went, or it has none. */
function findRename(before: readonly (string | null)[], after: readonly (string | null)[]) {
  if (before.length !== after.length) return null
  const changed = before.flatMap((from, at) => (from === after[at] ? [] : [{ from, to: after[at] ?? null }]))
  const [rename] = changed
  return changed.length === 1 && rename?.to ? { from: rename.from, to: rename.to } : null
}

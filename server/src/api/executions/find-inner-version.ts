/** The graph inside a node of a version, as a version of its own. Worked out once for each version in memory. */
import { DomainError } from '@heddle/core/errors.ts'
import { findSubgraph } from '@heddle/core/plan/find-subgraph.ts'
import type { VersionDocument } from '../workflows/version-documents.ts'

const known = new WeakMap<VersionDocument, Map<string, VersionDocument>>()

/** `path` names the node, with those around it: `outer/inner`. Throws NODE_NOT_FOUND. */
export function findInnerVersion(version: VersionDocument, path: string): VersionDocument {
  const inner = known.get(version) ?? new Map<string, VersionDocument>()
  known.set(version, inner)
  const found = inner.get(path) ?? toInnerVersion(version, path)
  inner.set(path, found)
  return found
}

function toInnerVersion({ workspaceId, document }: VersionDocument, path: string): VersionDocument {
  const graph = findSubgraph(document, path)
  if (graph === null) throw new DomainError('NODE_NOT_FOUND', { nodeId: path })
  const nodeIds = Object.keys(graph.nodes)
  return { workspaceId, document: graph, nodeIds, indexOf: new Map(nodeIds.map((id, index) => [id, index])) }
}

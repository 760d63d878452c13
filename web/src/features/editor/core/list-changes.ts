/** What differs between two documents, in words a person can decide by. Moves count as one change together, a first place as none. */
import type { EdgeDefinition, WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { isEqual } from '../../../ui/form/is-equal.ts'
import { toEdgeKeys } from './edge-key.ts'

export interface DocumentChange {
  readonly kind: 'added' | 'removed' | 'changed'
  /** The node it is about, to jump to; null for edges and the workflow itself. */
  readonly nodeId: string | null
  readonly subject: string
  /** Fields that changed, such as `params.url`. */
  readonly fields: readonly string[]
}

/** Nodes first, then connections, then the workflow's own fields; what only moved is one change at the end. */
export function listChanges(before: WorkflowDocument, after: WorkflowDocument): DocumentChange[] {
  if (before === after) return []
  const changes = [...listNodeChanges(before, after), ...listEdgeChanges(before, after)]
  const fields = changedFields(before, after, '').filter((field) => field !== 'nodes' && field !== 'edges')
  if (fields.length > 0) changes.push({ kind: 'changed', nodeId: null, subject: 'Workflow', fields })
  const moved = Object.keys(after.nodes).filter(
    (id) => before.nodes[id]?.position && !isEqual(before.nodes[id].position, after.nodes[id]?.position),
  )
  if (moved.length > 0) {
    const subject = moved.length === 1 ? '1 node moved' : `${moved.length} nodes moved`
    changes.push({ kind: 'changed', nodeId: null, subject, fields: [] })
  }
  return changes
}

function listNodeChanges(before: WorkflowDocument, after: WorkflowDocument): DocumentChange[] {
  const changes: DocumentChange[] = []
  for (const [nodeId, node] of Object.entries(after.nodes)) {
    const old = Object.hasOwn(before.nodes, nodeId) ? before.nodes[nodeId] : undefined
    const subject = node.name ?? nodeId
    if (!old) changes.push({ kind: 'added', nodeId, subject, fields: [] })
    else if (old !== node) {
      const fields = changedFields(old, node, '').filter(
        (field) => field !== 'position' && field !== 'params',
      )
      fields.push(...changedFields(old.params ?? {}, node.params ?? {}, 'params.'))
      if (fields.length > 0) changes.push({ kind: 'changed', nodeId, subject, fields })
    }
  }
  for (const [nodeId, node] of Object.entries(before.nodes)) {
    if (Object.hasOwn(after.nodes, nodeId)) continue
    changes.push({ kind: 'removed', nodeId, subject: node.name ?? nodeId, fields: [] })
  }
  return changes
}

function listEdgeChanges(before: WorkflowDocument, after: WorkflowDocument): DocumentChange[] {
  const old = keyed(before.edges ?? [])
  const now = keyed(after.edges ?? [])
  const changes: DocumentChange[] = []
  for (const [key, edge] of now) {
    const was = old.get(key)
    const subject = describe(edge, after)
    if (!was) changes.push({ kind: 'added', nodeId: null, subject, fields: [] })
    else if (!isEqual(was, edge))
      changes.push({ kind: 'changed', nodeId: null, subject, fields: changedFields(was, edge, '') })
  }
  for (const [key, edge] of old) {
    if (!now.has(key))
      changes.push({ kind: 'removed', nodeId: null, subject: describe(edge, before), fields: [] })
  }
  return changes
}

function keyed(edges: readonly EdgeDefinition[]): Map<string, EdgeDefinition> {
  const keys = toEdgeKeys(edges)
  return new Map(edges.map((edge, index) => [keys[index] ?? '', edge]))
}

function describe({ source, target, port }: EdgeDefinition, { nodes }: WorkflowDocument): string {
  const ends = `${nodes[source]?.name ?? source} to ${nodes[target]?.name ?? target}`
  return port === undefined ? ends : `${ends}, port ${port}`
}

function changedFields(before: object, after: object, prefix: string): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys]
    .filter((key) => !isEqual(Reflect.get(before, key), Reflect.get(after, key)))
    .map((key) => prefix + key)
}

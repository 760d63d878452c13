/** Joins two drafts that grew out of the same document: node by node, edge by edge, field by field. */
import type {
  EdgeDefinition,
  NodeDefinition,
  WorkflowDocument,
} from '@heddle/core/definition/workflow-document.ts'
import { isEqual } from '../../../ui/form/is-equal.ts'
import { toEdgeKeys } from './edge-key.ts'

interface Three<Part> {
  readonly base: Part
  readonly mine: Part
  readonly theirs: Part
}

/** Both sets of changes in one document; null where both changed the same part differently. */
export function mergeDocuments(drafts: Three<WorkflowDocument>): WorkflowDocument | null {
  const nodes = mergeParts<NodeDefinition>({
    base: new Map(Object.entries(drafts.base.nodes)),
    mine: new Map(Object.entries(drafts.mine.nodes)),
    theirs: new Map(Object.entries(drafts.theirs.nodes)),
  })
  const edges = mergeParts<EdgeDefinition>({
    base: keyed(drafts.base),
    mine: keyed(drafts.mine),
    theirs: keyed(drafts.theirs),
  })
  const fields = mergeParts<unknown>({
    base: ownFields(drafts.base),
    mine: ownFields(drafts.mine),
    theirs: ownFields(drafts.theirs),
  })
  if (!nodes || !edges || !fields) return null
  // One draft deleted a node that the other connected: nobody meant an edge that leads nowhere.
  const isWhole = [...edges.values()].every(({ source, target }) => nodes.has(source) && nodes.has(target))
  if (!isWhole) return null
  return {
    ...(Object.fromEntries(fields) as Omit<WorkflowDocument, 'nodes' | 'edges'>),
    nodes: Object.fromEntries(nodes),
    edges: [...edges.values()],
  } as WorkflowDocument
}

function keyed({ edges = [] }: WorkflowDocument): Map<string, EdgeDefinition> {
  const keys = toEdgeKeys(edges)
  return new Map(edges.map((edge, index) => [keys[index] ?? '', edge]))
}

function ownFields({ nodes: _nodes, edges: _edges, ...fields }: WorkflowDocument): Map<string, unknown> {
  return new Map(Object.entries(fields))
}

/** For each part the side that changed it; null where both did, differently. Mine keep their order, theirs follow. */
function mergeParts<Part>({
  base,
  mine,
  theirs,
}: Three<ReadonlyMap<string, Part>>): Map<string, Part> | null {
  const merged = new Map<string, Part>()
  for (const key of new Set([...mine.keys(), ...theirs.keys(), ...base.keys()])) {
    const was = base.get(key)
    const isMineChanged = !isEqual(mine.get(key), was)
    const isTheirsChanged = !isEqual(theirs.get(key), was)
    if (isMineChanged && isTheirsChanged && !isEqual(mine.get(key), theirs.get(key))) return null
    const chosen = isTheirsChanged ? theirs : mine
    const part = chosen.get(key)
    if (part !== undefined) merged.set(key, part)
  }
  return merged
}

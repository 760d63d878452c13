/**
 * What can be read of a document however broken it is, so that a draft with one wrong field still gets all
 * its other problems. Nodes and edges that cannot be read at all are left out here: the shape check names them.
 */
import { createSuggester, type NameSuggester } from './name-suggestion.ts'

export interface NodeView {
  readonly id: string
  readonly type: string | null
  readonly params: unknown
  readonly triggerRule: unknown
  /** The node as it stands, for its settings. */
  readonly fields: Readonly<Record<string, unknown>>
}

export interface EdgeView {
  /** Position in the document's list. */
  readonly index: number
  readonly source: string
  readonly target: string
  readonly port: string | null
  readonly when: string | null
}

export interface DocumentView {
  readonly nodes: ReadonlyMap<string, NodeView>
  readonly edges: readonly EdgeView[]
  readonly inputSchema: unknown
  readonly settings: Readonly<Record<string, unknown>>
  /** Shared by all checks of this document, so that their suggestions together stay cheap. */
  readonly suggest: NameSuggester
}

export function viewDocument(document: unknown): DocumentView {
  const root = isObject(document) ? document : {}
  const nodes = new Map<string, NodeView>()
  if (isObject(root.nodes)) {
    for (const [id, node] of Object.entries(root.nodes)) if (isObject(node)) nodes.set(id, viewNode(id, node))
  }
  const edges = (Array.isArray(root.edges) ? root.edges : []).flatMap((edge, index) => viewEdge(edge, index))
  const settings = isObject(root.settings) ? root.settings : {}
  return { nodes, edges, inputSchema: root.inputSchema, settings, suggest: createSuggester() }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function viewNode(id: string, node: Record<string, unknown>): NodeView {
  const type = typeof node.type === 'string' && node.type !== '' ? node.type : null
  return { id, type, params: node.params, triggerRule: node.triggerRule, fields: node }
}

function viewEdge(edge: unknown, index: number): EdgeView[] {
  if (!isObject(edge) || typeof edge.source !== 'string' || typeof edge.target !== 'string') return []
  const { source, target } = edge
  const port = typeof edge.port === 'string' ? edge.port : null
  return [{ index, source, target, port, when: typeof edge.when === 'string' ? edge.when : null }]
}

/** The document as the canvas draws it. */
import type { NodeTypeDeclaration, NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import {
  defaultPort,
  failurePort,
  type NodeDefinition,
  type WorkflowDocument,
} from '@heddle/core/definition/workflow-document.ts'
import type { TriggerRule } from '@heddle/core/execution/trigger-rule.ts'
import type { Graph, GraphNode, NodeMark } from '../../../graph-view/graph-model.ts'
import { toEdgeKeys } from './edge-key.ts'
import { readGroups } from './groups.ts'
import { readNotes } from './notes.ts'

export const ruleWords: Record<TriggerRule, string> = {
  all_success: 'all success',
  all_done: 'all done',
  any_success: 'any success',
  any_failed: 'any failed',
  all_failed: 'all failed',
  none_failed: 'none failed',
}

export function toGraph(
  document: WorkflowDocument,
  registry: NodeTypeRegistry,
  problems: readonly Problem[],
): Graph {
  const marks = new Map<string, NodeMark>()
  for (const { nodeId, severity } of problems) {
    if (nodeId !== null && marks.get(nodeId) !== 'error') marks.set(nodeId, severity)
  }
  const edges = document.edges ?? []
  const keys = toEdgeKeys(edges)
  const failing = new Set(edges.filter((edge) => edge.port === failurePort).map((edge) => edge.source))
  return {
    nodes: Object.entries(document.nodes).map(([id, node]) => ({
      ...toGraphNode(id, node, registry.get(node.type)),
      hasFailureEdge: failing.has(id),
      mark: marks.get(id),
    })),
    edges: edges.map((edge, index) => ({
      id: keys[index] ?? '',
      source: edge.source,
      target: edge.target,
      port: edge.port ?? defaultPort,
      when: edge.when || undefined,
      state: 'rest',
    })),
    notes: readNotes(document),
    groups: readGroups(document),
  }
}

function toGraphNode(
  id: string,
  node: NodeDefinition,
  declaration: NodeTypeDeclaration | undefined,
): GraphNode {
  const rule = node.triggerRule ?? 'all_success'
  return {
    id,
    name: node.name || id,
    typeLabel: declaration?.label ?? node.type,
    icon: declaration?.icon ?? 'circle-dashed',
    detail: declaration ? toDetail(declaration, node.params ?? {}) : 'Unknown type',
    position: node.position ?? { x: 0, y: 0 },
    ports: declaration?.ports.length ? declaration.ports : [defaultPort],
    hasFailureEdge: false,
    triggerRuleLabel: rule === 'all_success' ? undefined : ruleWords[rule],
    unknown: declaration === undefined || undefined,
  }
}

/** `HTTP · POST`: the type's label and its detail with parameters put in; with none of them set only the label stays. */
export function toDetail(
  declaration: NodeTypeDeclaration,
  params: Readonly<Record<string, unknown>>,
): string {
  let isSet = false
  const detail = (declaration.detail ?? '').replace(/\{(\w+)\}/g, (_match, name: string) => {
    const text = shown(params[name] ?? defaultOf(declaration, name))
    if (text !== '') isSet = true
    return text
  })
  return isSet ? `${declaration.label} · ${detail.trim()}` : declaration.label
}

function defaultOf(declaration: NodeTypeDeclaration, name: string): unknown {
  const properties = declaration.params.properties
  const schema =
    typeof properties === 'object' && properties !== null ? Reflect.get(properties, name) : undefined
  return typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'default') : undefined
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.split('\n', 1)[0] ?? ''
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** The document as the canvas draws it. */
import { describeNode } from '@heddle/core/definition/describe-node.ts'
import { holdsGraph } from '@heddle/core/definition/holds-graph.ts'
import { listPorts } from '@heddle/core/definition/list-ports.ts'
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

const ruleWords: Record<TriggerRule, string> = {
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
    detail: declaration ? describeNode(declaration, node.params ?? {}) : 'Unknown type',
    position: node.position ?? { x: 0, y: 0 },
    ports: toPorts(declaration, node),
    hasFailureEdge: false,
    isStack: holdsGraph(declaration) || undefined,
    triggerRuleLabel: rule === 'all_success' ? undefined : ruleWords[rule],
    unknown: declaration === undefined || undefined,
  }
}

function toPorts(declaration: NodeTypeDeclaration | undefined, node: NodeDefinition): readonly string[] {
  const ports = declaration === undefined ? [] : listPorts(declaration, node.params)
  return ports.length === 0 ? [defaultPort] : ports
}

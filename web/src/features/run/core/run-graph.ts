/** The canvas' picture of a workflow version: positions and words from the document and the node types. */
import { describeNode } from '@heddle/core/definition/describe-node.ts'
import { holdsGraph } from '@heddle/core/definition/holds-graph.ts'
import { listPorts } from '@heddle/core/definition/list-ports.ts'
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { failurePort, type WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { TriggerRule } from '@heddle/core/execution/trigger-rule.ts'
import type { Plan, PlanNode } from '@heddle/core/plan/compile-plan.ts'
import type { Graph, GraphGroup, GraphNode, GraphNote, Point } from '../../../graph-view/graph-model.ts'
import { toLayeredLayout } from '../../../graph-view/layered-layout.ts'
import { foldLayers } from './fold-layers.ts'

/** What a node's card says beside its status. */
export interface NodeWords {
  readonly typeLabel: string
  /** Type and detail: the second line before the node is reached. */
  readonly restLine: string
}

export function toNodeWords(node: PlanNode, declaration: NodeTypeDeclaration | undefined): NodeWords {
  if (declaration === undefined) return { typeLabel: node.type, restLine: 'Unknown type' }
  return { typeLabel: declaration.label, restLine: describeNode(declaration, node.params) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const ruleLabels: Record<TriggerRule, string | undefined> = {
  all_success: undefined,
  all_done: 'all done',
  any_success: 'any success',
  any_failed: 'any failed',
  all_failed: 'all failed',
  none_failed: 'none failed',
}

export function toRunGraph(
  document: WorkflowDocument,
  plan: Plan,
  types: ReadonlyMap<string, NodeTypeDeclaration>,
): Graph {
  const positions = toPositions(document, plan)
  return {
    nodes: plan.nodes.map((node) => toGraphNode(node, plan, { types, positions })),
    edges: plan.edges.map((edge) => ({
      id: String(edge.index),
      source: plan.nodes[edge.source]?.id ?? '',
      target: plan.nodes[edge.target]?.id ?? '',
      port: edge.port,
      when: edge.when ?? undefined,
      state: 'not-reached',
    })),
    notes: (document.annotations ?? []).flatMap(toNote),
    groups: (document.groups ?? []).flatMap((group, index) => toGroup(group, index, plan)),
  }
}

interface Drawing {
  readonly types: ReadonlyMap<string, NodeTypeDeclaration>
  readonly positions: ReadonlyMap<string, Point>
}

function toGraphNode(node: PlanNode, plan: Plan, { types, positions }: Drawing): GraphNode {
  const declaration = types.get(node.type)
  const words = toNodeWords(node, declaration)
  const leaving = plan.outgoing[node.index] ?? []
  const declared = declaration ? listPorts(declaration, node.params) : ['success']
  const used = leaving.map((edge) => edge.port).filter((port) => port !== failurePort)
  return {
    id: node.id,
    name: node.name,
    typeLabel: words.typeLabel,
    icon: declaration?.icon ?? 'circle-dashed',
    detail: words.restLine,
    position: positions.get(node.id) ?? { x: 0, y: 0 },
    ports: [...new Set([...declared, ...used])],
    hasFailureEdge: leaving.some((edge) => edge.port === failurePort),
    triggerRuleLabel: ruleLabels[node.triggerRule],
    status: 'pending',
    isStack: holdsGraph(declaration) || undefined,
    unknown: types.size > 0 && declaration === undefined,
  }
}

/** The document's positions where every node has one; else the whole graph is laid out. */
function toPositions(document: WorkflowDocument, plan: Plan): ReadonlyMap<string, Point> {
  const placed = new Map<string, Point>()
  for (const [id, node] of Object.entries(document.nodes)) {
    if (node.position) placed.set(id, { x: node.position.x, y: node.position.y })
  }
  return placed.size === plan.nodes.length ? placed : toArrangedPositions(plan)
}

export function toArrangedPositions(plan: Plan): ReadonlyMap<string, Point> {
  const ids = plan.nodes.map((node) => node.id)
  const ends = plan.edges.map((edge) => ({ source: ids[edge.source] ?? '', target: ids[edge.target] ?? '' }))
  return foldLayers(toLayeredLayout(ids, ends))
}

function toNote(note: Readonly<Record<string, unknown>>, index: number): GraphNote[] {
  const { id, text, position, size } = note
  if (typeof text !== 'string' || !isPoint(position)) return []
  const known = isSize(size) ? size : { width: 184, height: 80 }
  return [{ id: typeof id === 'string' ? id : `note-${index}`, text, position, size: known }]
}

function toGroup(group: Readonly<Record<string, unknown>>, index: number, plan: Plan): GraphGroup[] {
  const { id, name, members } = group
  const known = (Array.isArray(members) ? members : []).filter(
    (each): each is string => typeof each === 'string' && plan.indexOf.has(each),
  )
  if (known.length === 0) return []
  const groupId = typeof id === 'string' ? id : `group-${index}`
  return [{ id: groupId, name: typeof name === 'string' ? name : 'Group', members: known }]
}

function isPoint(value: unknown): value is Point {
  return isRecord(value) && typeof value.x === 'number' && typeof value.y === 'number'
}

function isSize(value: unknown): value is { width: number; height: number } {
  return isRecord(value) && typeof value.width === 'number' && typeof value.height === 'number'
}

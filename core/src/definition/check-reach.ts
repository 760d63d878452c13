/** Nodes that can never start, whatever their sources do: such a node would be skipped in every run. */
import { type EdgeOutcome, type TriggerRule, triggerRules } from '../execution/trigger-rule.ts'
import type { DocumentView, EdgeView } from './document-view.ts'
import type { TopologicalOrder } from './graph.ts'
import { asWarning, nodeProblem, type Problem } from './problem.ts'
import { defaultPort, failurePort } from './workflow-document.ts'

/** Warnings: such a workflow runs, and skips these nodes. */
export function checkReach(view: DocumentView, sorted: TopologicalOrder): Problem[] {
  const incoming = groupByTarget(view)
  const dead = new Set<string>()
  const problems: Problem[] = []
  for (const id of sorted.order) {
    const edges = incoming.get(id) ?? []
    const rule = toRule(view.nodes.get(id)?.triggerRule)
    if (edges.length === 0 || canHold(rule, edges, dead)) continue
    dead.add(id)
    const own = !canHold(rule, edges, new Set())
    problems.push(own ? neverHolds(id, rule) : unreachable(id, edges, dead))
  }
  return problems.map(asWarning)
}

function groupByTarget(view: DocumentView): Map<string, EdgeView[]> {
  const incoming = new Map<string, EdgeView[]>()
  for (const edge of view.edges) {
    if (!view.nodes.has(edge.source)) continue
    const known = incoming.get(edge.target)
    if (known === undefined) incoming.set(edge.target, [edge])
    else known.push(edge)
  }
  return incoming
}

function toRule(value: unknown): TriggerRule {
  return triggerRules.find((rule) => rule === value) ?? 'all_success'
}

const possible: Record<TriggerRule, (edges: readonly EdgeView[], dead: ReadonlySet<string>) => boolean> = {
  all_success: (edges, dead) => edges.every((edge) => canBe('met', edge, dead)) && leaveOnePort(edges),
  all_done: () => true,
  any_success: (edges, dead) => edges.some((edge) => canBe('met', edge, dead)),
  any_failed: (edges, dead) => edges.some((edge) => canBe('failed', edge, dead)),
  all_failed: (edges, dead) => edges.every((edge) => canBe('failed', edge, dead)),
  none_failed: () => true,
}

function canHold(rule: TriggerRule, edges: readonly EdgeView[], dead: ReadonlySet<string>): boolean {
  return possible[rule](edges, dead)
}

/** A source that never starts is skipped, which its edges tell as missed. */
function canBe(outcome: EdgeOutcome, edge: EdgeView, dead: ReadonlySet<string>): boolean {
  if (outcome === 'missed') return true
  if (dead.has(edge.source)) return false
  return outcome === 'met' || (edge.port ?? defaultPort) !== failurePort
}

/** A source leaves by one port, so edges by two of its ports cannot both be met. */
function leaveOnePort(edges: readonly EdgeView[]): boolean {
  const ports = new Map<string, string>()
  for (const edge of edges) {
    const port = edge.port ?? defaultPort
    if ((ports.get(edge.source) ?? port) !== port) return false
    ports.set(edge.source, port)
  }
  return true
}

function neverHolds(id: string, rule: TriggerRule): Problem {
  return nodeProblem(id, 'triggerRule', {
    code: 'RULE_NEVER_HOLDS',
    message: `The rule ${rule} can never hold with the edges that lead to ${id}: it would be skipped in every run`,
    mend: 'Choose another trigger rule, or lead the edges from other ports.',
  })
}

function unreachable(id: string, edges: readonly EdgeView[], dead: ReadonlySet<string>): Problem {
  const sources = [...new Set(edges.map((edge) => edge.source).filter((source) => dead.has(source)))]
  return nodeProblem(id, '', {
    code: 'NODE_UNREACHABLE',
    message: `The node ${id} can never start, because ${sources.slice(0, 5).join(', ')} never starts`,
    mend: 'Mend what leads to it, or remove the node.',
  })
}

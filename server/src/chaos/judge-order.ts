/** A node begins after all of its sources completed. For workflows in which success is the only way on. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { Violation } from './violation.ts'
import type { RunHistory } from './wire-event.ts'

/** Sources by node; null where edges leave by other ports, so that the answer is not as simple. */
export function toSources({ edges = [] }: WorkflowDocument): ReadonlyMap<string, readonly string[]> | null {
  if (edges.some(({ port }) => port !== undefined)) return null
  const byTarget = Map.groupBy(edges, ({ target }) => target)
  return new Map([...byTarget].map(([target, those]) => [target, those.map(({ source }) => source)]))
}

export function judgeOrder(
  { executionId, events }: RunHistory,
  sources: ReadonlyMap<string, readonly string[]>,
): Violation[] {
  const completed = new Set<string>()
  const found: Violation[] = []
  for (const { type, node_id: node, seq } of events) {
    if (node === null) continue
    if (type === 'node_completed') completed.add(node)
    if (type !== 'node_queued' && type !== 'node_started') continue
    const missing = sources.get(node)?.find((source) => !completed.has(source))
    if (missing === undefined) continue
    const detail = `${seq} ${type} ${node} before ${missing} completed`
    found.push({ rule: 'nodes wait for their sources', executionId, detail })
  }
  return found
}

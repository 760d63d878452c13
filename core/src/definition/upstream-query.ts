/** Whether one node comes before another, asked many times of one graph. */
import type { Graph, TopologicalOrder } from './graph.ts'

/** True, false, or null where the answer would take too long or the graph has a cycle. */
export type UpstreamQuery = (ancestor: string, node: string) => boolean | null

/** Neighbours looked at over all questions: keeps the validation of the largest workflows within a second. */
const maxSteps = 3_000_000

export function createUpstreamQuery(graph: Graph, sorted: TopologicalOrder): UpstreamQuery {
  let positions: ReadonlyMap<string, number> | null = null
  let steps = 0
  const known = new Map<string, boolean>()

  const search = (ancestor: string, node: string): boolean | null => {
    positions ??= new Map(sorted.order.map((id, index) => [id, index]))
    const lowest = positions.get(ancestor)
    if (lowest === undefined || !positions.has(node)) return null
    const reached = new Set<string>()
    const open = [node]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const source of graph.sources.get(id) ?? []) {
        steps += 1
        if (source === ancestor) return true
        // What stands before the ancestor in the order cannot be behind it.
        if (reached.has(source) || (positions.get(source) ?? 0) < lowest) continue
        reached.add(source)
        open.push(source)
      }
      if (steps > maxSteps) return null
    }
    return false
  }

  return (ancestor, node) => {
    const key = `${ancestor} ${node}`
    const former = known.get(key)
    if (former !== undefined) return former
    if (steps > maxSteps) return null
    const answer = search(ancestor, node)
    if (answer !== null) known.set(key, answer)
    return answer
  }
}

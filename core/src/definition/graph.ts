/** Questions about the shape of a graph, free of layout and of what its nodes do. All of them are iterative. */

export interface Arrow {
  readonly source: string
  readonly target: string
}

/** Neighbours by node id. Arrows whose ends are not nodes are left out. */
export interface Graph {
  readonly ids: readonly string[]
  readonly targets: ReadonlyMap<string, readonly string[]>
  readonly sources: ReadonlyMap<string, readonly string[]>
}

/** Cost O(nodes + arrows). */
export function buildGraph(ids: Iterable<string>, arrows: Iterable<Arrow>): Graph {
  const targets = new Map<string, string[]>()
  const sources = new Map<string, string[]>()
  for (const id of ids) {
    targets.set(id, [])
    sources.set(id, [])
  }
  for (const { source, target } of arrows) {
    if (!targets.has(source) || !targets.has(target)) continue
    targets.get(source)?.push(target)
    sources.get(target)?.push(source)
  }
  return { ids: [...targets.keys()], targets, sources }
}

export interface TopologicalOrder {
  /** Every node that is on no cycle and behind none, sources before targets. */
  readonly order: readonly string[]
  /** Nodes on a cycle or behind one; empty when the graph is acyclic. */
  readonly rest: readonly string[]
}

/** Kahn's algorithm: nodes without open sources first, in the order in which they were given. */
export function topologicalOrder(graph: Graph): TopologicalOrder {
  const open = new Map(graph.ids.map((id) => [id, graph.sources.get(id)?.length ?? 0]))
  const order = graph.ids.filter((id) => open.get(id) === 0)
  for (let position = 0; position < order.length; position += 1) {
    for (const target of graph.targets.get(order[position] ?? '') ?? []) {
      const left = (open.get(target) ?? 0) - 1
      open.set(target, left)
      if (left === 0) order.push(target)
    }
  }
  return { order, rest: graph.ids.filter((id) => (open.get(id) ?? 0) > 0) }
}

/** One cycle of each group of nodes that cannot be ordered, each as the ids on it; at most `limit`. */
export function findCycles(graph: Graph, sorted: TopologicalOrder, limit = 10): string[][] {
  const rest = new Set(sorted.rest)
  const cycles: string[][] = []
  for (const start of rest) {
    if (cycles.length >= limit) break
    const cycle = followBack(graph, rest, start)
    for (const id of cycle.walked) rest.delete(id)
    if (cycle.onCycle.length > 0) cycles.push(cycle.onCycle)
  }
  return cycles
}

/** Every node of the rest has a source in the rest, so walking back comes round, or to where an earlier walk was. */
function followBack(graph: Graph, rest: ReadonlySet<string>, start: string) {
  const positions = new Map<string, number>()
  const walked: string[] = []
  let at: string | undefined = start
  while (at !== undefined && !positions.has(at)) {
    positions.set(at, walked.length)
    walked.push(at)
    at = graph.sources.get(at)?.find((source) => rest.has(source))
  }
  const from = at === undefined ? walked.length : (positions.get(at) ?? walked.length)
  const [first, ...behind] = walked.slice(from)
  return { walked, onCycle: first === undefined ? [] : [first, ...behind.reverse()] }
}

/** Every node that has a path to this one, without itself unless it is on a cycle. */
export function ancestorsOf(graph: Graph, id: string): ReadonlySet<string> {
  return reach(graph.sources, id)
}

/** Every node that this one has a path to, without itself unless it is on a cycle. */
export function descendantsOf(graph: Graph, id: string): ReadonlySet<string> {
  return reach(graph.targets, id)
}

function reach(neighbours: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const neighbour of neighbours.get(id) ?? []) {
      if (reached.has(neighbour)) continue
      reached.add(neighbour)
      open.push(neighbour)
    }
  }
  return reached
}

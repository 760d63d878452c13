/** Problems of the graph: ids, ends of edges, ports, cycles. */
import type { DocumentView, EdgeView } from './document-view.ts'
import { buildGraph, findCycles, type Graph, type TopologicalOrder } from './graph.ts'
import { listPorts } from './list-ports.ts'
import type { NodeTypeRegistry } from './node-type.ts'
import { documentProblem, edgeProblem, nodeProblem, type Problem } from './problem.ts'
import { defaultPort, failurePort, nodeIdPattern } from './workflow-document.ts'

/** The one id that objects of JavaScript treat as something else than a key. */
const reservedId = '__proto__'

export function toGraph(view: DocumentView): Graph {
  return buildGraph(view.nodes.keys(), view.edges)
}

export function checkNodeIds(view: DocumentView): Problem[] {
  const problems: Problem[] = []
  for (const id of view.nodes.keys()) {
    if (nodeIdPattern.test(id) && id !== reservedId) continue
    const shown = id.length > 40 ? `${id.slice(0, 40)}...` : id
    problems.push(
      nodeProblem(id, '', {
        code: 'NODE_ID_INVALID',
        message: `"${shown}" cannot be the id of a node`,
        mend: 'Use 1 to 128 letters, digits and the characters _ . : - and not the name __proto__.',
      }),
    )
  }
  return problems
}

export function checkEdges(view: DocumentView, registry: NodeTypeRegistry): Problem[] {
  const seen = new Map<string, number>()
  return view.edges.flatMap((edge) => [
    ...checkEnds(view, edge),
    ...checkPort(view, registry, edge),
    ...checkDuplicate(seen, edge),
  ])
}

function checkEnds({ nodes, suggest }: DocumentView, edge: EdgeView): Problem[] {
  if (edge.source === edge.target && nodes.has(edge.source)) {
    const message = `The edge leads from ${edge.source} to itself`
    return [edgeProblem(edge.index, '', { code: 'EDGE_SELF_LOOP', message, mend: 'Remove the edge.' })]
  }
  const ends = [
    ['source', edge.source],
    ['target', edge.target],
  ] as const
  return ends.flatMap(([end, id]) => {
    if (nodes.has(id)) return []
    const message = `The edge's ${end} ${id} is not a node${suggest(id, nodes.keys())}`
    return [
      edgeProblem(edge.index, end, {
        code: 'EDGE_DANGLING',
        message,
        mend: 'Name a node, or remove the edge.',
      }),
    ]
  })
}

function checkPort({ nodes }: DocumentView, registry: NodeTypeRegistry, edge: EdgeView): Problem[] {
  const source = nodes.get(edge.source)
  const declaration = source?.type == null ? undefined : registry.get(source.type)
  const port = edge.port ?? defaultPort
  if (declaration === undefined || port === failurePort) return []
  const declared = listPorts(declaration, source?.params)
  if (declared.includes(port)) return []
  const ports = [...declared, failurePort]
  return [
    edgeProblem(edge.index, 'port', {
      code: 'EDGE_UNKNOWN_PORT',
      message: `The node ${edge.source} has no port ${port}`,
      mend: `Choose one of its ports: ${ports.join(', ')}.`,
    }),
  ]
}

function checkDuplicate(seen: Map<string, number>, edge: EdgeView): Problem[] {
  const key = [edge.source, edge.target, edge.port ?? defaultPort, edge.when ?? ''].join('\n')
  const former = seen.get(key)
  if (former === undefined) {
    seen.set(key, edge.index)
    return []
  }
  const message = `The edge from ${edge.source} to ${edge.target} is there twice, first as edge ${former}`
  return [edgeProblem(edge.index, '', { code: 'EDGE_DUPLICATE', message, mend: 'Remove one of the two.' })]
}

const shownOnCycle = 12

/** Self loops are left to the check of the edges. */
export function checkCycles(graph: Graph, sorted: TopologicalOrder): Problem[] {
  const cycles = findCycles(graph, sorted).filter((cycle) => cycle.length > 1)
  return cycles.map((cycle) => {
    const shown = cycle.slice(0, shownOnCycle)
    const more = cycle.length - shown.length
    const loop = more > 0 ? [...shown, `... ${more} more`, shown[0]] : [...shown, shown[0]]
    return documentProblem('edges', {
      code: 'CYCLE',
      message: `These nodes wait for each other: ${loop.join(' -> ')}`,
      mend: 'Remove one of the edges between them.',
    })
  })
}

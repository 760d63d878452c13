/**
 * New positions for a whole graph, top to bottom. Up to a few thousand cards by ELK's layered layout in a worker that
 * is fetched at first use; beyond that, or when it takes too long, by the own layout.
 */
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import { cardHeight, cardWidth, gapAcross, gapDown, snap } from './card-geometry.ts'
import type { Point } from './graph-model.ts'
import type { OrderEdge } from './graph-order.ts'
import { toLayeredLayout } from './layered-layout.ts'

const elkUpTo = 2000
const patienceMs = 8000

const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.spacing.nodeNode': String(gapAcross),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(gapDown),
  // Nodes as high as what they wait for lets them, in the order in which they run.
  'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
  // Room for threads that pass cards on their way down.
  'elk.spacing.edgeNode': '32',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.separateConnectedComponents': 'true',
  'elk.spacing.componentComponent': String(gapDown),
}

export async function arrangeGraph(
  ids: readonly string[],
  edges: readonly OrderEdge[],
): Promise<Map<string, Point>> {
  if (ids.length > elkUpTo) return toLayeredLayout(ids, edges)
  try {
    return await arrangeWithElk(ids, edges)
  } catch {
    // The worker could not be fetched or gave up: a plainer layout is better than none.
    return toLayeredLayout(ids, edges)
  }
}

async function arrangeWithElk(ids: readonly string[], edges: readonly OrderEdge[]) {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ])
  const elk = new Elk({ workerFactory: () => new Worker(workerUrl) })
  const known = new Set(ids)
  const graph: ElkNode = {
    id: 'root',
    layoutOptions,
    children: ids.map((id) => ({ id: `n${id}`, width: cardWidth, height: cardHeight })),
    edges: edges
      .filter(({ source, target }) => known.has(source) && known.has(target))
      .map(({ source, target }, index) => ({
        id: `e${index}`,
        sources: [`n${source}`],
        targets: [`n${target}`],
      })),
  }
  try {
    const laidOut = await withPatience(elk.layout(graph))
    return new Map((laidOut.children ?? []).map(({ id, x = 0, y = 0 }) => [id.slice(1), snap({ x, y })]))
  } finally {
    elk.terminateWorker()
  }
}

async function withPatience<Value>(work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('The layout took too long')), patienceMs)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

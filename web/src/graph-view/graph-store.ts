/**
 * The canvas' own state, outside React: each card and each thread subscribes to itself alone, so a status that
 * changes touches one card, and a drag touches one card and its threads.
 */
import { indexEdges } from './edge-index.ts'
import type {
  Graph,
  GraphEdge,
  GraphGroup,
  GraphNode,
  GraphNote,
  Point,
  ThreadState,
  ZoomLevel,
} from './graph-model.ts'
import { toRunOrder } from './graph-order.ts'
import { createListeners } from './listeners.ts'
import { replaceParts } from './replace-parts.ts'
import { isSameEdge, isSameNode } from './same-part.ts'

export interface GraphSelection {
  readonly nodes: ReadonlySet<string>
  readonly edge: string | null
}

/** A connection being drawn: with the node it is over and, when that one is refused, why. */
export interface DrawnConnection {
  readonly source: string
  readonly port: string
  readonly at: Point
  readonly target: string | null
  readonly refusal: string | null
}

export type GraphTopic = 'structure' | 'selection' | 'connection' | 'level' | 'positions' | 'paint'

export const nothingSelected: GraphSelection = { nodes: new Set(), edge: null }

export class GraphStore {
  readonly #nodes = new Map<string, GraphNode>()
  readonly #edges = new Map<string, GraphEdge>()
  /** Where cards are while they are dragged; a replaced graph clears it. */
  readonly #live = new Map<string, Point>()
  readonly #nodeListeners = createListeners()
  readonly #edgeListeners = createListeners()
  readonly #topics = createListeners()
  #order: readonly string[] = []
  #notes: readonly GraphNote[] = []
  #groups: readonly GraphGroup[] = []
  #index = indexEdges([])
  #selection = nothingSelected
  #connection: DrawnConnection | null = null
  #level: ZoomLevel = 'near'

  node(id: string): GraphNode | undefined {
    return this.#nodes.get(id)
  }

  edge(id: string): GraphEdge | undefined {
    return this.#edges.get(id)
  }

  nodes(): ReadonlyMap<string, GraphNode> {
    return this.#nodes
  }

  edges(): ReadonlyMap<string, GraphEdge> {
    return this.#edges
  }

  /** Node ids in run order. */
  order(): readonly string[] {
    return this.#order
  }

  notes(): readonly GraphNote[] {
    return this.#notes
  }

  groups(): readonly GraphGroup[] {
    return this.#groups
  }

  /** Ids of the edges that enter or leave the node. */
  edgesOf(id: string): readonly string[] {
    return this.#index.incident(id)
  }

  /** Where the card is now, dragged or at rest. */
  position(id: string): Point | undefined {
    return this.#live.get(id) ?? this.#nodes.get(id)?.position
  }

  selection(): GraphSelection {
    return this.#selection
  }

  connection(): DrawnConnection | null {
    return this.#connection
  }

  level(): ZoomLevel {
    return this.#level
  }

  /** Takes over a whole graph; only parts that differ are told. */
  replace(graph: Graph): void {
    const nodes = replaceParts(this.#nodes, graph.nodes, isSameNode)
    const edges = replaceParts(this.#edges, graph.edges, isSameEdge)
    const touched = new Set([...nodes.changed, ...this.#live.keys()])
    this.#live.clear()
    if (nodes.reshaped || edges.changed.length > 0) {
      this.#order = toRunOrder([...this.#nodes.keys()], graph.edges)
      const before = this.#index
      this.#index = indexEdges(graph.edges)
      for (const id of edges.changed) {
        for (const end of [...before.ends(id), ...this.#index.ends(id)]) touched.add(end)
      }
    }
    this.#notes = graph.notes
    this.#groups = graph.groups
    this.#nodeListeners.notify(touched)
    this.#edgeListeners.notify([...edges.changed, ...this.#incident(touched)])
    this.#tell('structure', 'positions', 'paint')
  }

  /** Changes single cards without touching the structure: the way of live statuses. */
  patchNodes(patches: Iterable<readonly [string, Partial<GraphNode>]>): void {
    const touched: string[] = []
    for (const [id, patch] of patches) {
      const before = this.#nodes.get(id)
      const after = before && { ...before, ...patch }
      if (!after || isSameNode(before, after)) continue
      this.#nodes.set(id, after)
      touched.push(id)
    }
    if (touched.length === 0) return
    this.#nodeListeners.notify(touched)
    this.#tell('paint')
  }

  /** Changes single threads, and the eyelets at their ends. */
  setThreadStates(states: Iterable<readonly [string, ThreadState]>): void {
    const touched: string[] = []
    for (const [id, state] of states) {
      const before = this.#edges.get(id)
      if (!before || before.state === state) continue
      this.#edges.set(id, { ...before, state })
      touched.push(id)
    }
    if (touched.length === 0) return
    this.#edgeListeners.notify(touched)
    this.#nodeListeners.notify(touched.flatMap((id) => this.#index.ends(id)))
    this.#tell('paint')
  }

  select(next: GraphSelection): void {
    const before = this.#selection
    const touched = new Set(next.nodes).symmetricDifference(new Set(before.nodes))
    const edges = before.edge === next.edge ? [] : [before.edge, next.edge].filter((id) => id !== null)
    if (touched.size === 0 && edges.length === 0) return
    this.#selection = next
    this.#nodeListeners.notify(touched)
    this.#edgeListeners.notify([...this.#incident(touched), ...edges])
    this.#tell('selection', 'paint')
  }

  /** Places cards for as long as they are dragged. */
  moveLive(moves: Iterable<readonly [string, Point]>): void {
    const touched: string[] = []
    for (const [id, at] of moves) {
      this.#live.set(id, at)
      touched.push(id)
    }
    this.#edgeListeners.notify(this.#incident(touched))
    this.#tell('positions', 'paint')
  }

  setConnection(next: DrawnConnection | null): void {
    const before = this.#connection
    const isOver = before?.target !== next?.target || before?.refusal !== next?.refusal
    this.#connection = next
    const touched = [before?.target, next?.target].filter((id) => typeof id === 'string')
    if (isOver) this.#nodeListeners.notify(touched)
    this.#tell('connection')
  }

  setLevel(next: ZoomLevel): void {
    if (next === this.#level) return
    this.#level = next
    this.#tell('level')
  }

  subscribeNode(id: string, listener: () => void): () => void {
    return this.#nodeListeners.subscribe(id, listener)
  }

  nodeVersion(id: string): number {
    return this.#nodeListeners.version(id)
  }

  subscribeEdge(id: string, listener: () => void): () => void {
    return this.#edgeListeners.subscribe(id, listener)
  }

  edgeVersion(id: string): number {
    return this.#edgeListeners.version(id)
  }

  subscribe(topic: GraphTopic, listener: () => void): () => void {
    return this.#topics.subscribe(topic, listener)
  }

  topicVersion(topic: GraphTopic): number {
    return this.#topics.version(topic)
  }

  #tell(...topics: GraphTopic[]): void {
    this.#topics.notify(topics)
  }

  #incident(ids: Iterable<string>): string[] {
    return [...ids].flatMap((id) => this.#index.incident(id))
  }
}

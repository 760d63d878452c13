import { describe, expect, it, vi } from 'vitest'
import type { Graph, GraphNode } from './graph-model.ts'
import { GraphStore } from './graph-store.ts'

function card(id: string, x = 0): GraphNode {
  return {
    id,
    name: id,
    typeLabel: 'No-op',
    icon: '',
    detail: '',
    position: { x, y: 0 },
    ports: [],
    hasFailureEdge: false,
  }
}

const chain: Graph = {
  nodes: [card('b'), card('a'), card('c')],
  edges: [
    { id: 'ab', source: 'a', target: 'b', port: 'success', state: 'rest' },
    { id: 'bc', source: 'b', target: 'c', port: 'success', state: 'rest' },
  ],
  notes: [],
  groups: [],
}

function watch(subscribe: (key: string, listener: () => void) => void, keys: readonly string[]) {
  const told: string[] = []
  for (const key of keys) subscribe(key, () => told.push(key))
  return told
}

describe('graph store', () => {
  it('orders nodes as they run', () => {
    const store = new GraphStore()
    store.replace(chain)
    expect(store.order()).toEqual(['a', 'b', 'c'])
  })

  it('tells only the card whose status changed', () => {
    const store = new GraphStore()
    store.replace(chain)
    const told = watch((key, listener) => store.subscribeNode(key, listener), ['a', 'b', 'c'])
    store.patchNodes([['b', { status: 'running' }]])
    store.patchNodes([['b', { status: 'running' }]])
    expect(told).toEqual(['b'])
  })

  it('tells nobody when an equal graph replaces the graph', () => {
    const store = new GraphStore()
    store.replace(chain)
    const told = watch((key, listener) => store.subscribeNode(key, listener), ['a', 'b', 'c'])
    store.replace(structuredClone(chain))
    expect(told).toEqual([])
  })

  it('moves the threads of a dragged card and no others', () => {
    const store = new GraphStore()
    store.replace(chain)
    const told = watch((key, listener) => store.subscribeEdge(key, listener), ['ab', 'bc'])
    store.moveLive([['a', { x: 8, y: 8 }]])
    expect(told).toEqual(['ab'])
    expect(store.position('a')).toEqual({ x: 8, y: 8 })
    expect(store.node('a')?.position).toEqual({ x: 0, y: 0 })
  })

  it('tells the threads of a chosen card once it is chosen', () => {
    const store = new GraphStore()
    store.replace(chain)
    const listener = vi.fn()
    store.subscribeEdge('bc', listener)
    store.select({ nodes: new Set(['c']), edge: null })
    store.select({ nodes: new Set(['c']), edge: null })
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('forgets edges and nodes that a replaced graph no longer has', () => {
    const store = new GraphStore()
    store.replace(chain)
    store.replace({ ...chain, nodes: [card('a')], edges: [] })
    expect([...store.nodes().keys()]).toEqual(['a'])
    expect(store.edgesOf('a')).toEqual([])
  })
})

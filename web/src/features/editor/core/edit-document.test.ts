import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import {
  addNode,
  connect,
  moveParts,
  patchEdge,
  patchNode,
  removeParts,
  renameNodeId,
  setParam,
} from './edit-document.ts'

const chain: WorkflowDocument = {
  name: 'Chain',
  nodes: { a: { type: 'noop', position: { x: 0, y: 0 } }, b: { type: 'shell', params: { script: 'ls' } } },
  edges: [{ source: 'a', target: 'b' }],
  groups: [{ id: 'g', name: 'G', members: ['a', 'b'] }],
}

describe('editing a document', () => {
  it('adds a node without touching the others', () => {
    const after = addNode(chain, { id: 'c', type: 'noop', name: 'No-op', position: { x: 8, y: 8 } })
    expect(Object.keys(after.nodes)).toEqual(['a', 'b', 'c'])
    expect(after.nodes.a).toBe(chain.nodes.a)
  })

  it('connects once', () => {
    const ends = { source: 'a', port: 'failure', target: 'b' }
    const after = connect(chain, ends)
    expect(after.edges).toEqual([
      { source: 'a', target: 'b' },
      { source: 'a', target: 'b', port: 'failure' },
    ])
    expect(connect(after, ends)).toBe(after)
  })

  it('takes the edges and the group membership of a removed node along', () => {
    const after = removeParts(chain, { nodes: new Set(['b']) })
    expect(after.nodes).toEqual({ a: chain.nodes.a })
    expect(after.edges).toEqual([])
    expect(after.groups).toEqual([{ id: 'g', name: 'G', members: ['a'] }])
  })

  it('removes one edge by its key', () => {
    expect(removeParts(chain, { edge: 'a>b>success' }).edges).toEqual([])
  })

  it('rewires edges and groups when an id changes, and keeps the order of nodes', () => {
    const after = renameNodeId(chain, 'a', 'first')
    expect(Object.keys(after.nodes)).toEqual(['first', 'b'])
    expect(after.edges).toEqual([{ source: 'first', target: 'b' }])
    expect(after.groups).toEqual([{ id: 'g', name: 'G', members: ['first', 'b'] }])
  })

  it('refuses to give a node an id that is taken', () => {
    expect(renameNodeId(chain, 'a', 'b')).toBe(chain)
  })

  it('removes a parameter or field that is set to undefined', () => {
    expect(setParam(chain, 'b', { name: 'script', value: undefined }).nodes.b?.params).toEqual({})
    expect(patchNode(chain, 'a', { position: undefined }).nodes.a).toEqual({ type: 'noop' })
  })

  it('sets a condition on an edge', () => {
    expect(patchEdge(chain, 'a>b>success', { when: 'input.n > 2' }).edges?.[0]?.when).toBe('input.n > 2')
  })

  it('returns the same document when an edit changes nothing', () => {
    expect(setParam(chain, 'b', { name: 'script', value: 'ls' })).toBe(chain)
    expect(moveParts(chain, [['a', { x: 0, y: 0 }]])).toBe(chain)
    expect(moveParts(chain, [['gone', { x: 8, y: 8 }]])).toBe(chain)
    const noted = { ...chain, annotations: [{ id: 'n', text: 'Note', position: { x: 16, y: 16 } }] }
    expect(moveParts(noted, [['note/n', { x: 16, y: 16 }]])).toBe(noted)
    expect(patchNode(chain, 'nowhere', { name: 'x' })).toBe(chain)
    expect(removeParts(chain, {})).toBe(chain)
  })
})

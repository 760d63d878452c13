import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it, test } from 'vitest'
import { addNode, connect } from './edit-document.ts'
import { editGraphAt, locateProblem, readGraphAt, trimPlace } from './inner-graph.ts'
import { reusesResults } from './reuses-results.ts'

const deep = { nodes: { x: { type: 'noop' } } }
const document: WorkflowDocument = {
  name: 'Whole',
  inputSchema: { type: 'object' },
  nodes: {
    each: {
      name: 'Each file',
      type: 'map',
      params: {
        items: '{{ input.files }}',
        graph: {
          nodes: { a: { type: 'noop' }, 'a.b': { type: 'map', params: { graph: deep } } },
          colour: 'red',
        },
      },
    },
    plain: { type: 'noop' },
  },
}

describe('the graph inside a node', () => {
  it('reads as a document that knows the input of the run and places its nodes', () => {
    const inner = readGraphAt(document, ['each'])
    expect(inner.name).toBe('Each file')
    expect(inner.inputSchema).toBe(document.inputSchema)
    expect(Object.keys(inner.nodes)).toEqual(['a', 'a.b'])
    expect(inner.nodes.a?.position).toBeDefined()
    expect(readGraphAt(document, ['each'])).toBe(inner)
    expect(readGraphAt(document, ['each', 'a.b']).nodes).toHaveProperty('x')
  })

  it('is edited in its place, and keeps what it does not know', () => {
    const add = (graph: WorkflowDocument) =>
      connect(addNode(graph, { id: 'c', type: 'fail', name: 'C', position: { x: 0, y: 0 } }), {
        source: 'a',
        port: 'success',
        target: 'c',
      })
    const after = editGraphAt(document, ['each'], add)
    expect(after.nodes.plain).toBe(document.nodes.plain)
    expect(after.nodes.each?.params).toMatchObject({
      items: '{{ input.files }}',
      graph: { colour: 'red', nodes: { c: { type: 'fail' } }, edges: [{ source: 'a', target: 'c' }] },
    })
    expect(after.inputSchema).toBe(document.inputSchema)
  })

  it('is edited however deep it lies', () => {
    const rename = (graph: WorkflowDocument) => ({ ...graph, nodes: { y: { type: 'noop' } } })
    const after = editGraphAt(document, ['each', 'a.b'], rename)
    expect(Object.keys(readGraphAt(after, ['each', 'a.b']).nodes)).toEqual(['y'])
    expect(Object.keys(readGraphAt(after, ['each']).nodes)).toEqual(['a', 'a.b'])
  })

  it('leaves the document alone where nothing changes', () => {
    expect(editGraphAt(document, ['each'], (graph) => graph)).toBe(document)
  })
})

test.each([
  [
    ['each', 'a.b'],
    ['each', 'a.b'],
  ],
  [['each', 'a'], ['each']],
  [['plain'], []],
  [['gone', 'a'], []],
])('of the place %j this much is there: %j', (place, there) => {
  expect(trimPlace(document, place)).toEqual(there)
})

test.each([
  ['nodes.each.params.items', 'each', { place: [], path: 'nodes.each.params.items', nodeId: 'each' }],
  ['nodes.each.params.graph.nodes.a.type', 'each', { place: ['each'], path: 'nodes.a.type', nodeId: 'a' }],
  [
    'nodes.each.params.graph.nodes.a.b.params.graph.nodes.x.params.url',
    'each',
    { place: ['each', 'a.b'], path: 'nodes.x.params.url', nodeId: 'x' },
  ],
  ['nodes.each.params.graph.edges', 'each', { place: ['each'], path: 'edges', nodeId: null }],
  ['edges.0', null, { place: [], path: 'edges.0', nodeId: null }],
])('a problem at %s is found', (path, nodeId, found) => {
  expect(locateProblem(document, { path, nodeId })).toEqual(found)
})

test('results are reused where a node has a cache, also inside a graph', () => {
  expect(reusesResults(document)).toBe(false)
  const cached = { nodes: { x: { type: 'noop', cache: {} } } }
  expect(reusesResults(cached)).toBe(true)
  expect(reusesResults({ nodes: { each: { type: 'map', params: { graph: cached } } } })).toBe(true)
})

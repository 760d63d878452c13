import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { expect, test } from 'vitest'
import { wrapNodes } from './wrap-nodes.ts'

const noop = { type: 'noop' }
const document: WorkflowDocument = {
  name: 'w',
  nodes: { a: noop, b: { type: 'shell', params: { script: 'ls' } }, c: noop, d: noop },
  edges: [
    { source: 'a', target: 'b', when: 'input.ok' },
    { source: 'b', target: 'c' },
    { source: 'b', target: 'd' },
    { source: 'c', target: 'd', port: 'success' },
    { source: 'c', target: 'd', port: 'failure' },
  ],
  groups: [{ id: 'g', name: 'G', members: ['a', 'b'] }],
}
const holder = { id: 'map', type: 'map', name: 'Map', position: { x: 8, y: 8 } }

test('the nodes and the edges between them move inside, the others lead to and from the new node', () => {
  const after = wrapNodes(document, new Set(['b', 'c']), holder)
  expect(after?.nodes).toEqual({
    a: noop,
    d: noop,
    map: {
      name: 'Map',
      type: 'map',
      position: { x: 8, y: 8 },
      params: {
        graph: { nodes: { b: document.nodes.b, c: noop }, edges: [{ source: 'b', target: 'c' }] },
      },
    },
  })
  expect(after?.edges).toEqual([
    { source: 'a', target: 'map', when: 'input.ok' },
    { source: 'map', target: 'd' },
    { source: 'map', target: 'd', port: 'failure' },
  ])
  expect(after?.groups).toEqual([{ id: 'g', name: 'G', members: ['a'] }])
})

test('nodes with another one between them are refused', () => {
  expect(wrapNodes(document, new Set(['a', 'c']), holder)).toBeNull()
})

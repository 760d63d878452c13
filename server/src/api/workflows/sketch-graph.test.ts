import { expect, test } from 'vitest'
import { sketchGraph } from './sketch-graph.ts'

const at = (id: string, x?: number, y?: number) => ({ id, x, y })

test('places that people gave are fitted into the unit square', () => {
  const { nodes, edges } = sketchGraph([at('a', -100, 50), at('b', 100, 50), at('c', 0, 250)], [['a', 'c']])
  expect(nodes).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0.5, y: 1 },
  ])
  expect(edges).toEqual([[0, 2]])
})

test('nodes without places are layered by their longest way from a root', () => {
  const { nodes } = sketchGraph(
    [at('a'), at('b'), at('c'), at('d')],
    [
      ['a', 'b'],
      ['b', 'd'],
      ['a', 'd'],
      ['a', 'c'],
    ],
  )
  expect(nodes.map(({ x }) => x)).toEqual([0, 0.5, 0.5, 1])
})

test('edges to nodes that are not sketched are left out, and a cycle ends', () => {
  const { edges } = sketchGraph(
    [at('a'), at('b')],
    [
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'z'],
    ],
  )
  expect(edges).toEqual([
    [0, 1],
    [1, 0],
  ])
})

test('an empty workflow has an empty sketch', () => {
  expect(sketchGraph([], [])).toEqual({ nodes: [], edges: [] })
})

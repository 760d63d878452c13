import { expect, test } from 'vitest'
import { ancestorsOf, buildGraph, descendantsOf, findCycles, topologicalOrder } from './graph.ts'

const arrows = (text: string) =>
  text.split(' ').flatMap((chain) =>
    chain.split('>').flatMap((source, index, ids) => {
      const target = ids[index + 1]
      return target === undefined ? [] : [{ source, target }]
    }),
  )
const graphOf = (ids: string, text: string) => buildGraph(ids.split(''), arrows(text))

test.each([
  { name: 'a diamond', ids: 'dcba', text: 'a>b>d a>c>d', order: 'abcd', rest: '' },
  { name: 'no edges', ids: 'cab', text: '', order: 'cab', rest: '' },
  { name: 'two edges between the same nodes', ids: 'ab', text: 'a>b a>b', order: 'ab', rest: '' },
  {
    name: 'a cycle with something before and behind',
    ids: 'abcde',
    text: 'a>b>c>b c>d e>a',
    order: 'ea',
    rest: 'bcd',
  },
  { name: 'an edge to nowhere', ids: 'ab', text: 'a>x x>b a>b', order: 'ab', rest: '' },
])('orders $name', ({ ids, text, order, rest }) => {
  const sorted = topologicalOrder(graphOf(ids, text))
  expect(sorted.order.join('')).toBe(order)
  expect(sorted.rest.join('')).toBe(rest)
})

test.each([
  { name: 'one cycle', ids: 'abc', text: 'a>b>c>a', cycles: ['abc'] },
  { name: 'two apart', ids: 'abcd', text: 'a>b>a c>d>c', cycles: ['ab', 'cd'] },
  { name: 'only the nodes on it', ids: 'abcd', text: 'a>b>c>b c>d', cycles: ['bc'] },
  { name: 'a node that leads to itself', ids: 'ab', text: 'a>a a>b', cycles: ['a'] },
  { name: 'none', ids: 'ab', text: 'a>b', cycles: [] },
])('finds $name', ({ ids, text, cycles }) => {
  const graph = graphOf(ids, text)
  const found = findCycles(graph, topologicalOrder(graph))
  expect(found.map((cycle) => cycle.toSorted().join(''))).toEqual(cycles)
})

test('knows what comes before and what comes after', () => {
  const graph = graphOf('abcde', 'a>b>d a>c>d d>e')
  expect([...ancestorsOf(graph, 'd')].sort()).toEqual(['a', 'b', 'c'])
  expect([...descendantsOf(graph, 'b')].sort()).toEqual(['d', 'e'])
  expect(descendantsOf(graph, 'e').size).toBe(0)
})

test('walks a chain of a hundred thousand nodes without a stack', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => `n${index}`)
  const chain = ids.slice(1).map((target, index) => ({ source: `n${index}`, target }))
  const graph = buildGraph(ids, chain)
  expect(topologicalOrder(graph).order).toHaveLength(100_000)
  expect(descendantsOf(graph, 'n0').size).toBe(99_999)
  const round = buildGraph(ids, [...chain, { source: 'n99999', target: 'n0' }])
  expect(findCycles(round, topologicalOrder(round))[0]).toHaveLength(100_000)
})

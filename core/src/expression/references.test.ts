import { expect, test } from 'vitest'
import { readReferences } from './read-references.ts'

test.each([
  { source: 'nodes.split.output.a', nodes: ['split'] },
  { source: 'nodes.`split-log`.output[0].x', nodes: ['split-log'] },
  { source: 'nodes."split-log".output', nodes: ['split-log'] },
  { source: 'nodes.a.output + nodes.b.output', nodes: ['a', 'b'] },
  { source: '$sum(nodes.a.output.items.price)', nodes: ['a'] },
  { source: '$.nodes.a', nodes: ['a'] },
  { source: 'input.list.($$.nodes.a.output)', nodes: ['a'] },
  { source: 'input.list[$$.nodes.a.output = id]', nodes: ['a'] },
  { source: 'input.list[id in nodes.a]', nodes: [] },
  { source: '$map(input, function($x) { nodes.b.output[$x] })', nodes: ['b'] },
  { source: 'nodes.a.output{ id: $$.nodes.b.output }', nodes: ['a', 'b'] },
  { source: 'nodes.a.output@$x.b', nodes: ['a'] },
  { source: 'nodes.a.output^(size)', nodes: ['a'] },
  { source: 'nodes.a.output ~> $sum', nodes: ['a'] },
  { source: '{ "n": nodes.a.output, "m": [nodes.b] }', nodes: ['a', 'b'] },
  { source: 'input.ok ? nodes.a.output : nodes.b.output', nodes: ['a', 'b'] },
  { source: 'nodes.a.output[status = "nodes"]', nodes: ['a'] },
  { source: 'input.nodes.x', nodes: [] },
  { source: '"nodes.a"', nodes: [] },
  { source: 'execution.id & workflow.name', nodes: [] },
])('$source reads exactly its nodes', ({ source, nodes }) => {
  const parsed = readReferences(source)
  expect(parsed.ok && { nodes: [...parsed.references.nodes], all: parsed.references.all }).toEqual({
    nodes,
    all: false,
  })
})

test.each([
  'nodes',
  'nodes.*',
  'nodes.*.output',
  '*.a',
  '**.output',
  '$keys(nodes)',
  '$lookup(nodes, input.id)',
  'nodes["a"]',
  'nodes[0].a',
  '(nodes).a',
  'nodes.(a.output)',
  '($n := nodes; $n.a.output)',
  '$string($)',
  '$lookup($$, "nodes")',
  '$eval("nodes.a")',
  'input.(%.nodes.a)',
])('%s may read any node', (source) => {
  const parsed = readReferences(source)
  expect(parsed.ok && parsed.references.all).toBe(true)
})

test.each([
  { source: 'input', reads: true },
  { source: 'input.limit', reads: true },
  { source: 'nodes.a.output + input.limit', reads: true },
  { source: 'nodes.a.output[size > $$.input.limit]', reads: true },
  { source: '$lookup($$, "input")', reads: true },
  { source: '*', reads: true },
  { source: '$eval("input")', reads: true },
  { source: 'nodes.a.output.input', reads: false },
  { source: 'nodes.a.output[input = 1]', reads: false },
  { source: '$keys(nodes)', reads: false },
  { source: '"input"', reads: false },
  { source: 'execution.id', reads: false },
])('$source reads the input: $reads', ({ source, reads }) => {
  const parsed = readReferences(source)
  expect(parsed.ok && parsed.references.input).toBe(reads)
})

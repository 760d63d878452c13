import { expect, test } from 'vitest'
import { documentWith } from '../testing/sample-document.ts'
import { sampleNodeTypes } from '../testing/sample-node-types.ts'
import type { NodeTypeDeclaration } from './node-type.ts'
import { validateDocument } from './validate-document.ts'

const each: NodeTypeDeclaration = {
  type: 'each',
  label: 'Each',
  group: 'Flow',
  icon: 'layers',
  summary: '',
  docs: '',
  ports: ['success'],
  params: {
    type: 'object',
    properties: {
      graph: {
        type: 'object',
        required: ['nodes'],
        properties: { nodes: { type: 'object' }, edges: { type: 'array' } },
        'x-heddle': { code: 'json', templated: false, graph: true },
      },
    },
    required: ['graph'],
  },
}
const registry = new Map([...sampleNodeTypes, ['each', each]])
const around = (graph: unknown) =>
  documentWith({ nodes: { outer: { type: 'each', params: { graph } } }, edges: [] })
const problemsOf = (graph: unknown) =>
  validateDocument(around(graph), registry).problems.map(({ code, path, nodeId }) => [code, path, nodeId])

const rows: readonly [name: string, graph: unknown, problems: unknown][] = [
  ['a sound graph has none', { nodes: { a: { type: 'noop' } } }, []],
  [
    'an unknown type points at the node that holds the graph',
    { nodes: { a: { type: 'nope' } } },
    [['NODE_TYPE_UNKNOWN', 'nodes.outer.params.graph.nodes.a.type', 'outer']],
  ],
  [
    'so does an edge that leads nowhere',
    { nodes: { a: { type: 'noop' } }, edges: [{ source: 'a', target: 'b' }] },
    [['EDGE_DANGLING', 'nodes.outer.params.graph.edges.0.target', 'outer']],
  ],
  [
    'and a cycle',
    {
      nodes: { a: { type: 'noop' }, b: { type: 'noop' } },
      edges: [
        { source: 'a', target: 'b' },
        { source: 'b', target: 'a' },
      ],
    },
    [['CYCLE', 'nodes.outer.params.graph.edges', 'outer']],
  ],
  [
    'an expression inside does not see the nodes outside',
    { nodes: { a: { type: 'shell', params: { script: '{{ nodes.outer.output }}' } } } },
    [['REFERENCE_UNKNOWN_NODE', 'nodes.outer.params.graph.nodes.a.params.script', 'outer']],
  ],
  [
    'a graph inside a graph is checked too',
    { nodes: { inner: { type: 'each', params: { graph: { nodes: { a: { type: 'nope' } } } } } } },
    [['NODE_TYPE_UNKNOWN', 'nodes.outer.params.graph.nodes.inner.params.graph.nodes.a.type', 'outer']],
  ],
  [
    'what is no graph is a wrong parameter, once',
    'text',
    [['PARAM_INVALID', 'nodes.outer.params.graph', 'outer']],
  ],
]

test.each(rows)('%s', (_, graph, problems) => {
  expect(problemsOf(graph)).toEqual(problems)
})

test('the message names the node inside', () => {
  const [problem] = validateDocument(around({ nodes: { a: { type: 'nope' } } }), registry).problems
  expect(problem?.message).toMatch(/^In its graph, at a: /)
})

test('graphs nested without end are refused, not followed', () => {
  let graph: unknown = { nodes: { a: { type: 'noop' } } }
  for (let depth = 0; depth < 12; depth += 1) graph = { nodes: { a: { type: 'each', params: { graph } } } }
  expect(problemsOf(graph).map(([code]) => code)).toEqual(['DOCUMENT_TOO_DEEP'])
})

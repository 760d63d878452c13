import { expect, test } from 'vitest'
import type { NodeTypeDeclaration } from '../definition/node-type.ts'
import { compilePlan, planNode } from '../plan/compile-plan.ts'
import { createInputReading } from './plan-retry-input.ts'

const declare = (type: string, properties: object): [string, NodeTypeDeclaration] => [
  type,
  {
    type,
    label: type,
    group: 'Run code',
    icon: 'braces',
    summary: '',
    docs: '',
    ports: ['success'],
    params: { type: 'object', properties },
  },
]
const transform = (expression: string) => ({ type: 'transform', params: { expression } })
const readsInput = createInputReading(
  new Map([
    declare('shell', { script: { type: 'string', 'x-heddle': { code: 'shell' } }, env: { type: 'object' } }),
    declare('javascript', { code: { type: 'string', 'x-heddle': { code: 'javascript', templated: false } } }),
    declare('transform', { expression: { type: 'string', 'x-heddle': { code: 'jsonata' } } }),
    declare('map', {
      items: {},
      graph: { type: 'object', 'x-heddle': { code: 'json', templated: false, graph: true } },
    }),
    declare('http', { url: { type: 'string' }, headers: { type: 'object' } }),
  ]),
)

test.each([
  { type: 'http', params: { url: 'https://x/{{ input.id }}' }, reads: true },
  { type: 'http', params: { url: 'https://x', headers: { a: '{{ $keys($$) }}' } }, reads: true },
  { type: 'http', params: { url: 'https://x/{{ nodes.a.output.id }}' }, reads: false },
  { type: 'http', params: { url: 'https://x/{{ ((( }}' }, reads: true },
  { type: 'transform', params: { expression: 'input.limit * 2' }, reads: true },
  { type: 'transform', params: { expression: 'nodes.a.output.input' }, reads: false },
  { type: 'shell', params: { script: 'jq .input "$HEDDLE_INPUT"' }, reads: true },
  { type: 'shell', params: { script: 'echo "$X"', env: { X: '{{ input.x }}' } }, reads: true },
  { type: 'shell', params: { script: 'echo input' }, reads: false },
  { type: 'javascript', params: { code: 'export default async ({ input }) => input.a' }, reads: true },
  { type: 'javascript', params: { code: 'export default async ({ nodes, log }) => nodes.a' }, reads: false },
  { type: 'javascript', params: { code: 'export default () => 1' }, reads: false },
  { type: 'javascript', params: { code: 'export default function make({ nodes }) {}' }, reads: false },
  { type: 'javascript', params: { code: 'export default ({ nodes, ...rest }) => use(rest)' }, reads: true },
  { type: 'javascript', params: { code: 'export default (all) => use(all)' }, reads: true },
  { type: 'javascript', params: { code: 'export { run as default }' }, reads: true },
  { type: 'map', params: { items: '{{ input.list }}', graph: { nodes: {} } }, reads: true },
  { type: 'map', params: { items: [1], graph: { nodes: { a: transform('item * 2') } } }, reads: false },
  { type: 'map', params: { items: [1], graph: { nodes: { a: transform('item * input.by') } } }, reads: true },
  {
    type: 'map',
    params: { items: [1], graph: { nodes: {}, edges: [{ source: 'a', target: 'b', when: 'input.deep' }] } },
    reads: true,
  },
  { type: 'not-here', params: {}, reads: true },
])('$type with $params reads the input: $reads', ({ type, params, reads }) => {
  const plan = compilePlan({ name: 'x', nodes: { a: { type, params } } })
  expect(readsInput(planNode(plan, 0))).toBe(reads)
})

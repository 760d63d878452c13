import { expect, test } from 'vitest'
import { listPorts } from './list-ports.ts'
import type { NodeTypeDeclaration } from './node-type.ts'
import { validateDocument } from './validate-document.ts'

const branch: NodeTypeDeclaration = {
  type: 'branch',
  label: 'Branch',
  group: 'Flow',
  icon: 'split',
  summary: '',
  docs: '',
  ports: [],
  portsFrom: [
    { param: 'cases', each: 'port' },
    { param: 'otherwise', default: 'default' },
  ],
  params: {
    type: 'object',
    properties: {
      cases: {
        type: 'array',
        items: { type: 'object', properties: { when: { type: 'string', 'x-heddle': { code: 'jsonata' } } } },
      },
      otherwise: { type: 'string' },
    },
  },
}

test.each([
  {
    name: 'of each case and of the rest',
    params: { cases: [{ port: 'a' }, { port: 'b' }], otherwise: 'c' },
    ports: ['a', 'b', 'c'],
  },
  {
    name: 'each once, however often it is named',
    params: { cases: [{ port: 'a' }, { port: 'a' }], otherwise: 'a' },
    ports: ['a'],
  },
  {
    name: 'the default where nothing names the rest',
    params: { cases: [{ port: 'a' }] },
    ports: ['a', 'default'],
  },
  {
    name: 'only those that can be read',
    params: { cases: [{ port: 5 }, null, { port: '' }, { port: 'failure' }, 'a'] },
    ports: ['default'],
  },
  { name: 'the default of parameters that are none', params: null, ports: ['default'] },
])('names the ports $name', ({ params, ports }) => {
  expect(listPorts(branch, params)).toEqual(ports)
})

test('a type whose parameters name no ports has its own', () => {
  expect(listPorts({ ports: ['approved', 'rejected'] }, { cases: [{ port: 'a' }] })).toEqual([
    'approved',
    'rejected',
  ])
})

const registry = new Map([
  ['branch', branch],
  ['noop', { ...branch, type: 'noop', ports: ['success'], portsFrom: [] }],
])
const check = (params: object, port: string) =>
  validateDocument(
    {
      name: 'x',
      nodes: { way: { type: 'branch', params }, next: { type: 'noop' } },
      edges: [{ source: 'way', target: 'next', port }],
    },
    registry,
  ).problems.filter(({ severity }) => severity === 'error')

test('an edge may leave by a port that a parameter names, and by no other', () => {
  const params = { cases: [{ port: 'large', when: 'true' }], otherwise: 'small' }
  expect(check(params, 'large')).toEqual([])
  expect(check(params, 'small')).toEqual([])
  expect(check(params, 'failure')).toEqual([])
  expect(check(params, 'success')).toMatchObject([
    {
      code: 'EDGE_UNKNOWN_PORT',
      path: 'edges.0.port',
      mend: 'Choose one of its ports: large, small, failure.',
    },
  ])
})

test('a condition that cannot be read is a problem of its own case', () => {
  const params = {
    cases: [
      { port: 'a', when: 'true' },
      { port: 'b', when: '1 +' },
    ],
  }
  expect(check(params, 'a')).toMatchObject([
    { code: 'EXPRESSION_SYNTAX', path: 'nodes.way.params.cases.1.when', nodeId: 'way' },
  ])
})

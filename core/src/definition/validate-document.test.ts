import { expect, test } from 'vitest'
import { sampleNodeTypes } from '../testing/sample-node-types.ts'
import { hasErrors, type ProblemCode } from './problem.ts'
import { maxProblems, validateDocument } from './validate-document.ts'

const noop = { type: 'noop' }
const chain = { a: noop, b: noop, c: noop }
const edge = (source: string, target: string, more: object = {}) => ({ source, target, ...more })
const shell = (script: unknown) => ({ type: 'shell', params: { script } })

/** A valid document, with some of it replaced. */
const documentWith = (parts: object) => ({
  name: 'Report',
  nodes: chain,
  edges: [edge('a', 'b'), edge('b', 'c')],
  ...parts,
})

const nested = (depth: number) => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

const rows: { name: string; parts: object; code: ProblemCode; path: string; says?: string; warns?: true }[] =
  [
    { name: 'no name', parts: { name: undefined }, code: 'DOCUMENT_SHAPE', path: 'name' },
    { name: 'an empty name', parts: { name: '' }, code: 'DOCUMENT_SHAPE', path: 'name', says: 'empty' },
    { name: 'nodes as a list', parts: { nodes: [] }, code: 'DOCUMENT_SHAPE', path: 'nodes' },
    {
      name: 'a node without a type',
      parts: { nodes: { ...chain, c: {} } },
      code: 'DOCUMENT_SHAPE',
      path: 'nodes.c.type',
    },
    {
      name: 'a rule that does not exist',
      parts: { nodes: { ...chain, c: { ...noop, triggerRule: 'some' } } },
      code: 'DOCUMENT_SHAPE',
      path: 'nodes.c.triggerRule',
      says: 'one of all_success',
    },
    {
      name: 'a priority beyond its bounds',
      parts: { nodes: { ...chain, c: { ...noop, priority: 101 } } },
      code: 'DOCUMENT_SHAPE',
      path: 'nodes.c.priority',
      says: 'at most 100',
    },
    {
      name: 'an edge without a target',
      parts: { edges: [{ source: 'a' }] },
      code: 'DOCUMENT_SHAPE',
      path: 'edges.0.target',
    },
    { name: 'no nodes', parts: { nodes: {}, edges: [] }, code: 'NO_NODES', path: 'nodes', warns: true },
    {
      name: 'deep values',
      parts: { metadata: { x: nested(200) } },
      code: 'DOCUMENT_TOO_DEEP',
      path: 'metadata.x.0.0.0.0.0.0',
    },
    {
      name: 'values nested past any stack',
      parts: { metadata: { x: nested(200_000) } },
      code: 'DOCUMENT_TOO_DEEP',
      path: 'metadata.x.0.0.0.0.0.0',
    },
    {
      name: 'an id with a space',
      parts: { nodes: { ...chain, 'a b': noop } },
      code: 'NODE_ID_INVALID',
      path: 'nodes.a b',
    },
    {
      name: 'an id in another script',
      parts: { nodes: { ...chain, köln: noop } },
      code: 'NODE_ID_INVALID',
      path: 'nodes.köln',
    },
    {
      name: 'an id that is too long',
      parts: { nodes: { ...chain, ['x'.repeat(129)]: noop } },
      code: 'NODE_ID_INVALID',
      path: `nodes.${'x'.repeat(129)}`,
    },
    {
      name: 'an unknown type with its neighbour',
      parts: { nodes: { ...chain, c: { type: 'shel' } } },
      code: 'NODE_TYPE_UNKNOWN',
      path: 'nodes.c.type',
      says: 'did you mean shell?',
    },
    {
      name: 'an edge to nowhere',
      parts: { edges: [edge('a', 'x')] },
      code: 'EDGE_DANGLING',
      path: 'edges.0.target',
    },
    {
      name: 'an edge from nowhere',
      parts: { edges: [edge('x', 'a')] },
      code: 'EDGE_DANGLING',
      path: 'edges.0.source',
    },
    {
      name: 'an edge twice',
      parts: { edges: [edge('a', 'b'), edge('a', 'b', { port: 'success' })] },
      code: 'EDGE_DUPLICATE',
      path: 'edges.1',
    },
    {
      name: 'an edge to its own node',
      parts: { edges: [edge('a', 'a')] },
      code: 'EDGE_SELF_LOOP',
      path: 'edges.0',
    },
    {
      name: 'a port that the type lacks',
      parts: { edges: [edge('a', 'b', { port: 'yes' })] },
      code: 'EDGE_UNKNOWN_PORT',
      path: 'edges.0.port',
      says: 'no port yes',
    },
    {
      name: 'the default port of a type that lacks it',
      parts: { nodes: { ...chain, a: { type: 'branch' } } },
      code: 'EDGE_UNKNOWN_PORT',
      path: 'edges.0.port',
      says: 'no port success',
    },
    {
      name: 'a cycle',
      parts: { edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'a')] },
      code: 'CYCLE',
      path: 'edges',
      says: 'a -> b -> c -> a',
    },
    {
      name: 'a missing parameter',
      parts: { nodes: { ...chain, c: { type: 'shell' } } },
      code: 'PARAM_MISSING',
      path: 'nodes.c.params.script',
    },
    {
      name: 'neither of two parameters',
      parts: { nodes: { ...chain, c: { type: 'wait' } } },
      code: 'PARAM_INVALID',
      path: 'nodes.c.params',
      says: 'one of durationMs, until must be given',
    },
    {
      name: 'both of two parameters',
      parts: { nodes: { ...chain, c: { type: 'wait', params: { durationMs: 1, until: '' } } } },
      code: 'PARAM_INVALID',
      path: 'nodes.c.params',
      says: 'only one of durationMs, until',
    },
    {
      name: 'a parameter of the wrong kind',
      parts: { nodes: { ...chain, c: shell(5) } },
      code: 'PARAM_INVALID',
      path: 'nodes.c.params.script',
      says: 'must be text',
    },
    {
      name: 'an empty parameter',
      parts: { nodes: { ...chain, c: shell('') } },
      code: 'PARAM_INVALID',
      path: 'nodes.c.params.script',
      says: 'empty',
    },
    {
      name: 'a wrong value deep in a parameter',
      parts: { nodes: { ...chain, c: { type: 'shell', params: { script: 'x', env: { A: 1 } } } } },
      code: 'PARAM_INVALID',
      path: 'nodes.c.params.env.A',
    },
    {
      name: 'a pattern that does not match',
      parts: { nodes: { ...chain, c: { type: 'http', params: { url: 'ftp://x' } } } },
      code: 'PARAM_INVALID',
      path: 'nodes.c.params.url',
    },
    {
      name: 'an unknown parameter',
      parts: { nodes: { ...chain, c: { type: 'shell', params: { script: 'x', evn: {} } } } },
      code: 'PARAM_UNKNOWN',
      path: 'nodes.c.params.evn',
      says: 'did you mean env?',
      warns: true,
    },
    {
      name: 'a huge parameter',
      parts: { nodes: { ...chain, c: shell('x'.repeat(1_048_577)) } },
      code: 'PARAM_TOO_LARGE',
      path: 'nodes.c.params.script',
    },
    {
      name: 'an expression that cannot be read',
      parts: { nodes: { ...chain, c: shell('ab {{ input. }}') } },
      code: 'EXPRESSION_SYNTAX',
      path: 'nodes.c.params.script',
      says: 'at character',
    },
    {
      name: 'an empty expression',
      parts: { nodes: { ...chain, c: shell('{{ }}') } },
      code: 'EXPRESSION_SYNTAX',
      path: 'nodes.c.params.script',
      says: 'empty',
    },
    {
      name: 'an open template',
      parts: { nodes: { ...chain, c: shell('{{ input.x') } },
      code: 'EXPRESSION_UNCLOSED',
      path: 'nodes.c.params.script',
      says: 'character 1)',
    },
    {
      name: 'code that cannot be read',
      parts: { nodes: { ...chain, c: { type: 'transform', params: { expression: '(' } } } },
      code: 'EXPRESSION_SYNTAX',
      path: 'nodes.c.params.expression',
    },
    {
      name: 'a condition that cannot be read',
      parts: { edges: [edge('a', 'b', { when: 'x =' })] },
      code: 'EXPRESSION_SYNTAX',
      path: 'edges.0.when',
    },
    {
      name: 'an unknown node in an expression',
      parts: { nodes: { ...chain, split: noop, c: shell('{{ nodes.splt.output }}') } },
      code: 'REFERENCE_UNKNOWN_NODE',
      path: 'nodes.c.params.script',
      says: 'did you mean split?',
    },
    {
      name: 'a node that comes later',
      parts: { nodes: { ...chain, a: shell('{{ nodes.c.output }}') } },
      code: 'REFERENCE_NOT_UPSTREAM',
      path: 'nodes.a.params.script',
    },
    {
      name: 'a node beside it',
      parts: { nodes: { ...chain, d: noop, c: shell('{{ nodes.d.output }}') } },
      code: 'REFERENCE_NOT_UPSTREAM',
      path: 'nodes.c.params.script',
    },
    {
      name: 'itself',
      parts: { nodes: { ...chain, c: shell('{{ nodes.c.output }}') } },
      code: 'REFERENCE_NOT_UPSTREAM',
      path: 'nodes.c.params.script',
      says: 'itself',
    },
    {
      name: 'a condition that reads its target',
      parts: { edges: [edge('a', 'b', { when: 'nodes.b.output' })] },
      code: 'REFERENCE_NOT_UPSTREAM',
      path: 'edges.0.when',
    },
    {
      name: 'a rule that waits for failures which cannot reach it',
      parts: {
        nodes: { ...chain, c: { ...noop, triggerRule: 'all_failed' } },
        edges: [edge('a', 'c', { port: 'failure' })],
      },
      code: 'RULE_NEVER_HOLDS',
      path: 'nodes.c.triggerRule',
      warns: true,
    },
    {
      name: 'success and failure of one source at once',
      parts: { edges: [edge('a', 'c'), edge('a', 'c', { port: 'failure' })] },
      code: 'RULE_NEVER_HOLDS',
      path: 'nodes.c.triggerRule',
      warns: true,
    },
    {
      name: 'a node behind one that never starts',
      parts: {
        nodes: { ...chain, b: { ...noop, triggerRule: 'any_failed' } },
        edges: [edge('a', 'b', { port: 'failure' }), edge('b', 'c')],
      },
      code: 'NODE_UNREACHABLE',
      path: 'nodes.c',
      says: 'b never starts',
      warns: true,
    },
    {
      name: 'an input schema of a wrong type',
      parts: { inputSchema: { type: 'objekt' } },
      code: 'INPUT_SCHEMA_INVALID',
      path: 'inputSchema.type',
    },
    {
      name: 'an input schema with a dangerous pattern',
      parts: { inputSchema: { properties: { a: { pattern: '(a+)+$' } } } },
      code: 'INPUT_SCHEMA_INVALID',
      path: 'inputSchema.properties.a.pattern',
    },
  ]

test.each(rows)('finds $name', ({ parts, code, path, says, warns }) => {
  const { problems } = validateDocument(documentWith(parts), sampleNodeTypes)
  const found = problems.find((problem) => problem.code === code)
  expect(problems.map((problem) => problem.code)).toContain(code)
  expect(found).toMatchObject({ path, severity: warns ? 'warning' : 'error' })
  if (says !== undefined) expect(found?.message).toContain(says)
  expect(found?.mend).not.toBe('')
})

const sound: { name: string; parts: object }[] = [
  { name: 'a chain', parts: {} },
  {
    name: 'a script with expressions',
    parts: { nodes: { ...chain, c: shell('echo {{ nodes.a.output }} {{ input.x }}') } },
  },
  {
    name: 'an expression in the place of a number',
    parts: {
      nodes: { ...chain, c: { type: 'http', params: { url: '{{ input.url }}', timeoutMs: '{{ 5 }}' } } },
    },
  },
  {
    name: 'braces in code',
    parts: { nodes: { ...chain, c: { type: 'javascript', params: { code: 'const a = {{ }' } } } },
  },
  {
    name: 'a condition that reads its source',
    parts: { edges: [edge('a', 'b', { when: 'nodes.a.output.ok' }), edge('b', 'c')] },
  },
  { name: 'a dynamic reference', parts: { nodes: { ...chain, c: shell('{{ $lookup(nodes, input.id) }}') } } },
  {
    name: 'a node named constructor',
    parts: { nodes: { constructor: noop, toString: noop }, edges: [edge('constructor', 'toString')] },
  },
  { name: 'unknown keys everywhere', parts: { colour: 'red', nodes: { ...chain, c: { ...noop, size: 1 } } } },
  {
    name: 'two conditions between the same nodes',
    parts: { edges: [edge('a', 'b', { when: 'input.x' }), edge('a', 'b')] },
  },
  {
    name: 'an input schema',
    parts: { inputSchema: { type: 'object', properties: { limit: { type: 'number', default: 5 } } } },
  },
]

test.each(sound)('finds nothing wrong with $name', ({ parts }) => {
  const { document, problems } = validateDocument(documentWith(parts), sampleNodeTypes)
  expect(problems).toEqual([])
  expect(document).toEqual(documentWith(parts))
})

test('points at the node and at the edge', () => {
  const parts = { nodes: { ...chain, c: shell(5) }, edges: [edge('a', 'b'), edge('b', 'x')] }
  const { problems } = validateDocument(documentWith(parts), sampleNodeTypes)
  expect(problems.map(({ nodeId, edgeIndex }) => ({ nodeId, edgeIndex }))).toEqual([
    { nodeId: null, edgeIndex: 1 },
    { nodeId: 'c', edgeIndex: null },
  ])
})

test('refuses the id __proto__ and leaves every prototype alone', () => {
  const document = JSON.parse('{"name":"x","nodes":{"__proto__":{"type":"noop","polluted":1}},"edges":[]}')
  const { problems } = validateDocument(document, sampleNodeTypes)
  expect(problems.map((problem) => problem.code)).toContain('NODE_ID_INVALID')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test.each([
  null,
  undefined,
  5,
  'text',
  [],
  true,
  new Map(),
  { nodes: null },
  { nodes: { a: null }, edges: [null, 1, []] },
])('answers with problems, never with an exception: %j', (document) => {
  const validation = validateDocument(document, sampleNodeTypes)
  expect(validation.document).toBeNull()
  expect(hasErrors(validation.problems)).toBe(true)
})

test('finds the other problems of a document whose shape is wrong', () => {
  const parts = { name: 1, edges: [edge('a', 'b'), edge('b', 'a')] }
  const { document, problems } = validateDocument(documentWith(parts), sampleNodeTypes)
  expect(document).toBeNull()
  expect(problems.map((problem) => problem.code)).toEqual(['DOCUMENT_SHAPE', 'CYCLE'])
})

test('survives an object that holds itself', () => {
  const metadata: Record<string, unknown> = {}
  metadata.self = metadata
  const { problems } = validateDocument(documentWith({ metadata }), sampleNodeTypes)
  expect(problems.map((problem) => problem.code)).toEqual(['DOCUMENT_TOO_DEEP'])
})

test('refuses one node more than the limit', () => {
  const nodes = Object.fromEntries(Array.from({ length: 100_001 }, (_, index) => [`n${index}`, noop]))
  const { problems } = validateDocument({ name: 'x', nodes }, sampleNodeTypes)
  expect(problems.map((problem) => problem.code)).toEqual(['TOO_MANY_NODES'])
})

test('lists a thousand problems and counts the rest', () => {
  const edges = Array.from({ length: 5000 }, () => edge('x', 'y'))
  const { problems } = validateDocument(documentWith({ edges }), sampleNodeTypes)
  expect(problems).toHaveLength(maxProblems + 1)
  expect(problems.at(-1)?.code).toBe('TOO_MANY_PROBLEMS')
})

test('takes a chain of fifty thousand expressions without a quadratic step', { timeout: 60_000 }, () => {
  const size = 50_000
  const script = (index: number) => (index === 0 ? 'x' : `{{ nodes.n${index >> 1}.output }}`)
  const entries = Array.from({ length: size }, (_, index) => [`n${index}`, shell(script(index))])
  const edges = Array.from({ length: size - 1 }, (_, index) => edge(`n${index}`, `n${index + 1}`))
  const startedAt = Date.now()
  const { problems } = validateDocument(
    { name: 'x', nodes: Object.fromEntries(entries), edges },
    sampleNodeTypes,
  )
  expect(problems).toEqual([])
  // Half a second on an idle machine; a billion steps would take a minute on a busy one.
  expect(Date.now() - startedAt).toBeLessThan(20_000)
})

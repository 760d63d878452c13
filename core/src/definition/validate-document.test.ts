import { expect, test } from 'vitest'
import { chain, documentWith, edge, noop, shell } from '../testing/sample-document.ts'
import { sampleNodeTypes } from '../testing/sample-node-types.ts'
import { hasErrors } from './problem.ts'
import { maxProblems, validateDocument } from './validate-document.ts'

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

test('takes a chain of twenty thousand expressions without a quadratic step', { timeout: 60_000 }, () => {
  const size = 20_000
  const script = (index: number) => (index === 0 ? 'x' : `{{ nodes.n${index >> 1}.output }}`)
  const entries = Array.from({ length: size }, (_, index) => [`n${index}`, shell(script(index))])
  const edges = Array.from({ length: size - 1 }, (_, index) => edge(`n${index}`, `n${index + 1}`))
  const startedAt = Date.now()
  const { problems } = validateDocument(
    { name: 'x', nodes: Object.fromEntries(entries), edges },
    sampleNodeTypes,
  )
  expect(problems).toEqual([])
  // A fifth of a second on an idle machine; a quadratic step would take minutes on a busy one.
  expect(Date.now() - startedAt).toBeLessThan(20_000)
})

test('lists of any length are looked through', () => {
  const value = [...Array.from({ length: 300_000 }, () => []), '{{ input.']
  const enumeration = Array.from({ length: 300_000 }, () => ({ type: 'string' }))
  const document = documentWith({
    nodes: { a: { type: 'noop', params: { value } } },
    edges: [],
    inputSchema: { anyOf: [...enumeration, { type: 'nothing' }] },
  })
  const { problems } = validateDocument(document, sampleNodeTypes)
  expect(problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['nodes.a.params.value.300000', 'inputSchema.anyOf.300000.type']),
  )
})

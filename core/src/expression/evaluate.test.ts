import { expect, test } from 'vitest'
import { type ExpressionScope, evaluateCondition, evaluateExpression, resolveParams } from './evaluate.ts'

const scope: ExpressionScope = {
  input: { n: 2, list: [{ v: 1 }, { v: 2 }], text: 'hi' },
  nodes: {
    split: { output: { parts: ['a', 'b'] }, status: 'completed', error: null },
    'split-log': { output: 7, status: 'completed', error: null },
  },
  item: null,
  execution: { id: 'e1', startedAt: null },
  workflow: { id: 'w1', name: 'Report', version: 3 },
}

test.each([
  { source: 'input.n * 3', value: 6 },
  { source: 'input.list.v', value: [1, 2] },
  { source: 'nodes.split.output.parts[1]', value: 'b' },
  { source: 'nodes.`split-log`.output', value: 7 },
  { source: 'input.absent', value: null },
  { source: '{ "a": input.absent, "f": $sum }', value: { f: null } },
  { source: '1 / 0', value: null },
  { source: '[1..3]', value: [1, 2, 3] },
  { source: 'workflow.name & " v" & workflow.version', value: 'Report v3' },
])('$source gives plain JSON', async ({ source, value }) => {
  const evaluated = await evaluateExpression(source, scope)
  expect(evaluated).toEqual({ ok: true, value })
  if (evaluated.ok) expect(JSON.parse(JSON.stringify(evaluated.value))).toStrictEqual(evaluated.value)
})

test.each([
  { name: 'a syntax error', source: 'input.n +', message: 'Unexpected end' },
  { name: 'an empty expression', source: ' ', message: 'empty' },
  { name: 'a type error', source: 'input.text * 2', message: 'number' },
  {
    name: 'endless recursion',
    source: '($f := function($n) { 1 + $f($n + 1) }; $f(1))',
    message: 'Stack overflow',
  },
  { name: 'an endless loop', source: '($f := function() { $f() }; $f())', message: 'timeout' },
  { name: 'a huge range', source: '[1..100000000]', message: 'range' },
  { name: 'deep nesting', source: `${'('.repeat(20_000)}1${')'.repeat(20_000)}`, message: 'deeply' },
  { name: 'a very long source', source: `1${'+1'.repeat(40_000)}`, message: 'longer' },
])('$name is a failure with a message', async ({ source, message }) => {
  const limits = { timeoutMs: 50, maxDepth: 200, maxSequence: 1000 }
  const evaluated = await evaluateExpression(source, scope, limits)
  expect(evaluated).toMatchObject({ ok: false, error: { code: 'EXPRESSION' } })
  if (!evaluated.ok) expect(evaluated.error.message).toContain(message)
})

test('reaches no prototype and no constructor', async () => {
  for (const source of ['input.constructor', 'input.__proto__', '$$.constructor.constructor']) {
    expect(await evaluateExpression(source, scope)).toEqual({ ok: true, value: null })
  }
})

test('only true makes a condition hold', async () => {
  expect(await evaluateCondition('input.n = 2', scope)).toEqual({ ok: true, value: true })
  expect(await evaluateCondition('input.n', scope)).toEqual({ ok: true, value: false })
  expect(await evaluateCondition('input.', scope)).toMatchObject({ ok: false })
})

test('fills parameters in at every depth and keeps types of lone expressions', async () => {
  const params = {
    url: 'http://x/{{ input.n }}/{{ input.absent }}',
    count: '{{ input.n }}',
    body: { items: ['{{ input.list }}', 1, null], text: 'is {{ input.list }}' },
  }
  expect(await resolveParams(params, scope)).toEqual({
    ok: true,
    value: {
      url: 'http://x/2/',
      count: 2,
      body: { items: [[{ v: 1 }, { v: 2 }], 1, null], text: 'is [{"v":1},{"v":2}]' },
    },
  })
})

test('leaves parameters that are code alone', async () => {
  const schema = {
    type: 'object',
    properties: {
      code: { type: 'string', 'x-heddle': { templated: false } },
      expression: { type: 'string', 'x-heddle': { code: 'jsonata' } },
    },
  }
  const params = { code: '{{ input.n }}', expression: '{"a": {"b": 1}}', other: '{{ input.n }}' }
  expect(await resolveParams(params, scope, { schema })).toEqual({
    ok: true,
    value: { code: '{{ input.n }}', expression: '{"a": {"b": 1}}', other: 2 },
  })
})

test('names the parameter and the place of a failure', async () => {
  const params = { headers: { accept: 'a {{ input.text * 2 }}' } }
  expect(await resolveParams(params, scope)).toMatchObject({
    ok: false,
    error: { path: 'headers.accept', message: expect.stringMatching(/^headers\.accept: .*character 17/) },
  })
})

test('keeps a key named __proto__ an ordinary key', async () => {
  const params = JSON.parse('{"__proto__": {"polluted": "{{ input.n }}"}}')
  const resolved = await resolveParams(params, scope)
  expect(JSON.stringify(resolved)).toContain('"__proto__":{"polluted":2}')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

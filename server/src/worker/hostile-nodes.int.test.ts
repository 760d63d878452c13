/** Nodes that do what nobody should: each ends with an error that says so, and harms nobody else. */
import type { NodeDefinition } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

async function runNode(node: NodeDefinition, input: unknown = {}) {
  const workflowId = await api.createWorkflow({ name: 'hostile', nodes: { a: node } })
  const execution = await api.run(workflowId, { input })
  return { execution, error: execution.node_states[0].error }
}

const shell = (script: string): NodeDefinition => ({ type: 'shell', params: { script } })
const javascript = (code: string): NodeDefinition => ({ type: 'javascript', params: { code } })

test('an error of megabytes is cut where it is kept', async () => {
  const { execution, error } = await runNode(
    javascript(`export default () => { throw new Error('x'.repeat(5_000_000)) }`),
  )
  expect(error.message).toMatch(/x… \(cut: \d+ characters\)$/)
  expect(JSON.stringify(execution).length).toBeLessThan(100_000)
  const { text } = await api.call(`GET /api/executions/${execution.execution_id}/events`)
  expect(text.length).toBeLessThan(100_000)
})

test.each([
  ['a number that would be lost', `echo '{"a":[1e999]}' > "$HEDDLE_OUTPUT"`, 'beyond 1.8e308'],
  ['text that is no JSON', `echo '{a' > "$HEDDLE_OUTPUT"`, 'holds no JSON'],
  ['brackets without end', `head -c 1000000 /dev/zero | tr '\\0' '[' > "$HEDDLE_OUTPUT"`, 'holds no JSON'],
  [
    'one byte beyond the limit',
    `(printf '"'; head -c 16777215 /dev/zero | tr '\\0' 1; printf '"') > "$HEDDLE_OUTPUT"`,
    'has 16777217 bytes, more than the limit of 16777216',
  ],
])('an output with %s is refused', async (_what, script, message) => {
  const { error } = await runNode(shell(script))
  expect(error).toMatchObject({
    code: 'INVALID_OUTPUT',
    message: expect.stringContaining(message),
    retryable: false,
  })
})

test('a value that cannot be written is refused in one line', async () => {
  const { error } = await runNode(javascript('export default () => { const a = {}; a.a = a; return a }'))
  expect(error).toMatchObject({ code: 'INVALID_OUTPUT', message: expect.stringContaining('circular') })
  expect(error.message).not.toContain('\n')
})

test('a variable that no process takes is refused with what to do', async () => {
  const node = { type: 'shell', params: { script: 'true', env: { BIG: '{{ input.text }}' } } }
  const { error } = await runNode(node, { text: 'x'.repeat(500_000) })
  expect(error).toMatchObject({ retryable: false, message: expect.stringContaining('$HEDDLE_INPUT') })
})

test('a password in an address is refused before it stands in an error', async () => {
  const { error } = await runNode({ type: 'http', params: { url: 'http://me:secret@127.0.0.1:1/' } })
  expect(error).toMatchObject({ code: 'INVALID_PARAMS', message: expect.stringContaining('Authorization') })
  expect(JSON.stringify(error)).not.toContain('secret')
})

test.each([
  [
    'doubles a text until it is too long',
    '$reduce([1..40], function($a, $b) { $a & $a }, "xxxxxxxxxx")',
    'too large',
  ],
  ['asks for a longer list than there may be', '[1..100000000]', '1e7'],
  ['calls itself without end', '($f := function($x) { 1 + $f($x) }; $f(1))', 'stack overflow'],
])('an expression that %s is ended by its name', async (_what, expression, message) => {
  const { error } = await runNode({ type: 'transform', params: { expression } })
  expect(error).toMatchObject({
    code: 'EXPRESSION',
    message: expect.stringMatching(new RegExp(message, 'i')),
  })
})

test('keys that change what an object is stay keys', async () => {
  const { execution } = await runNode(
    javascript(`export default () => JSON.parse('{"__proto__":{"a":1},"constructor":{"b":2}}')`),
  )
  expect(execution.output.constructor).toEqual({ b: 2 })
  expect(Object.hasOwn(execution.output, '__proto__')).toBe(true)
  expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
})

test.each([
  ['approval', { title: '{{ $decodeUrlComponent("%00") }}', deadlineSeconds: 0.01, onDeadline: 'approve' }],
  [
    'approval',
    {
      title: 'Hang it?',
      schema: '{{ {"type": "object", "description": $decodeUrlComponent("%00")} }}',
      deadlineSeconds: 0.01,
      onDeadline: 'approve',
    },
  ],
])('an %s asks in letters that the database can keep: %j', async (type, params) => {
  const { execution } = await runNode({ type, params })
  expect(execution.status).toBe('completed')
})

test('a workflow of a name that none can have is refused like any other that is not there', async () => {
  const params = { workflow: '{{ $decodeUrlComponent("%00") }}' }
  const { error } = await runNode({ type: 'subworkflow', params })
  expect(error).toMatchObject({
    code: 'INVALID_PARAMS',
    message: expect.stringContaining('There is no workflow'),
  })
})

test('a parameter of another kind is refused in a whole sentence', async () => {
  const graph = { nodes: { a: { type: 'noop' } } }
  const params = { items: '{{ input.none }}', graph, concurrency: '{{ 0.5 }}' }
  const { error } = await runNode({ type: 'map', params })
  expect(error.message).toBe(
    "Mend the node's parameters: items must be an array, not null; concurrency must be a whole number, not number.",
  )
})

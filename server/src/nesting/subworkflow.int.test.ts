import { randomUUID } from 'node:crypto'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const greets: WorkflowDocument = {
  name: 'Greets',
  inputSchema: {
    type: 'object',
    properties: { name: { type: 'string' }, mark: { type: 'string', default: '!' } },
    required: ['name'],
  },
  nodes: { greet: { type: 'transform', params: { expression: '"Hello " & input.name & input.mark' } } },
  edges: [],
}

function runs(params: Record<string, unknown>, type = 'subworkflow'): WorkflowDocument {
  return { name: `Runs ${randomUUID()}`, nodes: { sub: { type, params } }, edges: [] }
}

async function run(document: WorkflowDocument, input: unknown = {}) {
  return api.run(await api.createWorkflow(document), { input })
}

/** A name of its own, so that it is found by it. */
async function publishGreets(): Promise<{ id: string; name: string }> {
  const name = `Greets ${randomUUID()}`
  return { id: await api.createWorkflow({ ...greets, name }), name }
}

test('another workflow runs as a part, found by its id or its name, and its output is the output', async () => {
  const { id, name } = await publishGreets()
  for (const workflow of [id, name]) {
    const report = await run(runs({ workflow, input: { name: '{{ input.who }}' } }), { who: 'you' })
    expect(report).toMatchObject({ status: 'completed', output: 'Hello you!' })
  }
})

test('a named version runs, though another one is published', async () => {
  const { id } = await publishGreets()
  const next = { ...greets, nodes: { greet: { type: 'transform', params: { expression: '"new"' } } } }
  await api.call(`PUT /api/workflows/${id}`, { body: next, headers: { 'if-match': '1' } })
  expect((await run(runs({ workflow: id, input: { name: 'x' } }))).output).toBe('new')
  expect((await run(runs({ workflow: id, version: 1, input: { name: 'x' } }))).output).toBe('Hello x!')
})

test('what cannot be run is refused with the reason', async () => {
  const { id } = await publishGreets()
  const rows = [
    [{ workflow: 'No such workflow' }, /no workflow No such workflow/],
    [{ workflow: id, version: 7 }, /has no version 7/],
    [{ workflow: id }, /does not fit the input of Greets.*name/],
  ] as const
  for (const [params, message] of rows) {
    const { status, error } = await run(runs(params))
    expect([status, error.code]).toEqual(['failed', 'INVALID_PARAMS'])
    expect(error.message).toMatch(message)
  }
})

test('a failure inside is the failure of the node', async () => {
  const id = await api.createWorkflow({
    name: 'Fails',
    nodes: { stop: { type: 'fail', params: { message: 'out of paper' } } },
    edges: [],
  })
  const { status, error } = await run(runs({ workflow: id }))
  expect([status, error.code]).toEqual(['failed', 'THROWN'])
  expect(error.message).toContain('out of paper')
})

test('a workflow that runs itself is refused, directly and through another one', async () => {
  const id = await api.createWorkflow(runs({ workflow: 'placeholder' }))
  const other = await api.createWorkflow(runs({ workflow: id }))
  const itself = { ...runs({ workflow: other }), name: 'Round and round' }
  await api.call(`PUT /api/workflows/${id}`, { body: itself, headers: { 'if-match': '1' } })
  const report = await api.run(id)
  expect(report.status).toBe('failed')
  expect(report.error.message).toContain('would run itself')
})

test('a map may run a workflow: each item is an input, and one that does not fit is its own failure', async () => {
  const { id } = await publishGreets()
  const params = {
    workflow: id,
    items: [{ name: 'a' }, { nam: 'b' }, { name: 'c', mark: '?' }],
    onItemFailure: 'continue',
  }
  const report = await run(runs(params, 'map'))
  expect(report).toMatchObject({ status: 'completed', output: ['Hello a!', null, 'Hello c?'] })
  const { items, counts } = (await api.call(`GET /api/executions/${report.execution_id}/children`)).body
  expect(items[1]).toMatchObject({ status: 'failed', execution_id: null, error: { code: 'INVALID_PARAMS' } })
  expect(counts).toMatchObject({ total: 3, completed: 2, failed: 1 })
})

test('an item of a graph cannot be retried by itself, a run of another workflow can', async () => {
  const graph = { nodes: { stop: { type: 'fail', params: { message: 'no' } } } }
  const { id } = await publishGreets()
  const map = await run(runs({ items: [1], graph }, 'map'))
  const sub = await run(runs({ workflow: id, input: { name: 'x' } }))
  const childOf = async (executionId: string) =>
    (await api.call(`GET /api/executions/${executionId}/children`)).body.items[0].execution_id
  const refused = await api.call(`POST /api/executions/${await childOf(map.execution_id)}/retry`, {
    body: {},
  })
  expect([refused.status, refused.body.error.code]).toEqual([409, 'EXECUTION_STATUS'])
  const child = await childOf(sub.execution_id)
  expect((await api.call(`POST /api/executions/${child}/retry`, { body: { from: 'start' } })).status).toBe(
    201,
  )
})

test('the version is checked: a graph that cannot run is refused when it is published', async () => {
  const graph = { nodes: { a: { type: 'nope' } } }
  const { status, body } = await api.call('POST /api/workflows', { body: runs({ items: [], graph }, 'map') })
  expect(status).toBe(422)
  expect(body.error.problems[0]).toMatchObject({
    code: 'NODE_TYPE_UNKNOWN',
    node_id: 'sub',
    path: 'nodes.sub.params.graph.nodes.a.type',
  })
  const both = await api.call('POST /api/workflows', { body: runs({ items: [] }, 'map') })
  expect(both.status).toBe(422)
})

/** Values that nobody sends by accident: each is refused by name, none is a fault of the server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'

const noop = { name: 'hostile', nodes: { a: { type: 'noop', params: { value: 1 } } } }
const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')
const someId = '00000000-0000-7000-8000-000000000000'

let api: TestApi
let workflowId: string
let executionId: string
beforeAll(async () => {
  api = await startTestApi()
  workflowId = await api.createWorkflow(noop)
  executionId = (await api.run(workflowId)).execution_id
})
afterAll(() => api?.close())

describe('a query', () => {
  test.each([
    ['/api/workflows?cursor=', cursorOf(['not a date', someId]), 'cursor'],
    ['/api/executions?cursor=', cursorOf(['not a date', someId]), 'cursor'],
    ['/api/executions?cursor=', cursorOf([1e30, someId]), 'cursor'],
    ['/api/executions?from=', '-271821-04-20T00:00:00Z', 'from'],
    ['/api/executions?to=', '%2B275760-09-12T00:00:00Z', 'to'],
    ['/api/executions?status=', 'running,bogus', 'status.1'],
    ['/api/executions?trigger=', 'bogus', 'trigger.0'],
    ['/api/executions?workflow_id=', 'x'.repeat(65), 'workflow_id'],
    [`/api/executions/${someId}/nodes/`, 'x'.repeat(129), 'node_id'],
    [`/api/executions/${someId}/logs?after=`, 'bogus', 'after'],
    [`/api/executions/${someId}/artifacts?cursor=`, 'bogus', 'cursor'],
  ])('%s%s names what is wrong', async (address, value, path) => {
    const { status, body } = await api.call(`GET ${address}${value}`)
    expect([status, body.error.code, body.error.problems[0].path]).toEqual([400, 'REQUEST_INVALID', path])
  })

  test.each(['2147483648', '9007199254740991'])('after=%s is behind every event', async (after) => {
    const { status, body } = await api.call(`GET /api/executions/${executionId}/events?after=${after}`)
    expect([status, body.items]).toEqual([200, []])
    const stream = await api.call(`GET /api/executions/${executionId}/events?after=${after}`, {
      headers: { accept: 'text/event-stream' },
    })
    expect(stream.status).toBe(200)
  })

  test.each([
    ['executions.list', { minDurationMs: 1e308 }],
    ['executions.list', { to: '-271821-04-20T00:00:00Z' }],
    ['executions.list', { sort: 'duration', cursor: cursorOf(['2026-01-01T00:00:00.000Z', someId]) }],
    ['executions.listLogs', { executionId: '', attempt: 2_147_483_648 }],
    ['analytics.overview', { from: '-271821-04-20T00:00:00Z', to: '2026-01-01' }],
  ])('of %s with %j is refused', async (procedure, input) => {
    const { status, body } = await api.call(
      `GET /trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
    )
    expect([status, body.error.data.heddle.code]).toEqual([400, 'REQUEST_INVALID'])
  })

  test('with a revision beyond any is refused', async () => {
    const { status } = await api.call('POST /trpc/workflows.saveDraft', {
      body: { workflowId, document: noop, baseRevision: 2_147_483_648 },
    })
    expect(status).toBe(400)
  })
})

describe('a number that JavaScript would lose', () => {
  test.each([
    ['an input', '{"input":{"deep":[1e999]}}', 'execute', 422, 'INPUT_INVALID'],
    ['a bare input', '{"deep":[-1e999]}', 'execute', 422, 'INPUT_INVALID'],
    [
      'a document',
      `{"name":"x","nodes":{"a":{"type":"noop","params":{"value":1${'0'.repeat(309)}}}}}`,
      '',
      400,
      'REQUEST_INVALID',
    ],
    [
      'a document',
      '{"name":"x","nodes":{"a":{"type":"noop","params":{"value":1E+999}}}}',
      '',
      400,
      'REQUEST_INVALID',
    ],
  ])('is refused in %s', async (...row) => {
    const [, rawBody, action, status, code] = row
    const path = action === '' ? '/api/workflows' : `/api/workflows/${workflowId}/${action}`
    const answer = await api.call(`POST ${path}`, { rawBody })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(answer.body.error.problems[0].message).toContain('1.8e308')
  })

  test('is taken where it only looks like one', async () => {
    const rawBody = '{"name":"x","nodes":{"a":{"type":"noop","params":{"value":"1e999 2e0001"}}}}'
    expect((await api.call('POST /api/workflows', { rawBody })).status).toBe(201)
  })
})

test('bytes that are no letters are refused, not kept as question marks', async () => {
  const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])
  for (const path of ['/api/workflows', `/api/workflows/${workflowId}/execute`, '/trpc/workflows.create']) {
    const response = await fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${testKey}`, 'content-type': 'application/json' },
      body,
    })
    expect([path, response.status]).toEqual([path, 400])
    expect(await response.text()).toContain('is not UTF-8')
  }
})

test('an input beyond its limit is told the limit', async () => {
  const { status, body } = await api.call(`POST /api/workflows/${workflowId}/execute`, {
    body: { input: { text: 'x'.repeat(1024 * 1024) } },
  })
  expect([status, body.error.message]).toEqual([413, 'The input is larger than the limit of 1048576 bytes.'])
})

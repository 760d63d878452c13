/** Requests about runs that wait, nest and are repaired, as nobody means them: each is refused by its field. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const noop = { name: 'hostile', nodes: { a: { type: 'noop' } } }
const someId = '00000000-0000-7000-8000-000000000000'
const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')

let api: TestApi
let workflowId: string
let executionId: string
beforeAll(async () => {
  api = await startTestApi()
  workflowId = await api.createWorkflow(noop)
  executionId = (await api.run(workflowId)).execution_id
})
afterAll(() => api?.close())

test.each([
  ['a place beyond any list', [0, 2_147_483_648]],
  ['a node beyond any list', [-2_147_483_649, 0]],
])('a cursor with %s is none of the children', async (_what, key) => {
  const { status, body } = await api.call(
    `GET /api/executions/${executionId}/children?cursor=${cursorOf(key)}`,
  )
  expect([status, body.error.problems[0].path]).toEqual([400, 'cursor'])
})

test.each([
  ['no time', 'yesterday'],
  ['a time before the first year', '0000-01-01T00:00:00Z'],
  ['a time that only JavaScript knows', '-271821-04-20T00:00:00Z'],
])('a cursor with %s is none of any list', async (_what, time) => {
  const cursor = cursorOf([time, someId])
  const input = encodeURIComponent(JSON.stringify({ cursor }))
  for (const request of [
    `GET /trpc/doctor.listQuarantined?input=${input}`,
    `GET /trpc/approvals.list?input=${input}`,
    `GET /trpc/executions.list?input=${input}`,
  ]) {
    const { status, body } = await api.call(request)
    expect([request, status, body.error?.data.heddle.details.problems]).toEqual([
      request,
      400,
      [{ path: 'cursor', message: 'is not a cursor of this list' }],
    ])
  }
})

test('a key that the database would take for another one is refused', async () => {
  for (const key of ['\\ud800', 'a\\u0000b']) {
    const rawBody = `{"idempotency_key":"${key}"}`
    const { status, body } = await api.call(`POST /api/workflows/${workflowId}/execute`, { rawBody })
    expect([status, body.error?.problems[0].path]).toEqual([400, 'idempotency_key'])
  }
})

const ofExecution = [
  'GET children',
  'GET why',
  'GET nodes/a/why',
  'GET checkpoints',
  'GET checkpoints/1',
  'POST signals/go',
  'POST retry',
  'POST retry/preview',
].map((request) => request.replace(' ', ' /api/executions/ID/'))
const ofAll = ['GET /api/approvals', 'GET /api/limits', 'GET /api/workers', 'POST /api/workers/w/drain']

test('nobody is answered without a key, whatever is asked for', async () => {
  for (const request of [...ofExecution, ...ofAll]) {
    const asked = request.replace('ID', executionId)
    for (const authorization of ['', 'Bearer wrong', `Basic ${'x'.repeat(5000)}`]) {
      const headers: Record<string, string> = authorization === '' ? {} : { authorization }
      expect([asked, (await api.callAsNobody(asked, { headers })).status]).toEqual([asked, 401])
    }
  }
})

test('a run of another workspace is not there', async () => {
  await api.pool.query(`INSERT INTO workspaces (id, name) VALUES ('other', 'Other') ON CONFLICT DO NOTHING`)
  const { execution_id: id } = await api.run(workflowId)
  await api.pool.query(`UPDATE workflow_executions SET workspace_id = 'other' WHERE id = $1`, [id])
  for (const request of ofExecution) {
    const asked = request.replace('ID', id)
    const { status, body } = await api.call(asked, asked.startsWith('POST') ? { body: {} } : {})
    expect([asked, status, body.error?.code]).toEqual([asked, 404, 'EXECUTION_NOT_FOUND'])
  }
})

test('keys that change what an object is are refused', async () => {
  for (const rawBody of [
    '{"__proto__":{"from":"start"}}',
    '{"from":"start","constructor":{"prototype":{}}}',
  ]) {
    const { status } = await api.call(`POST /api/executions/${executionId}/retry`, { rawBody })
    expect(status).toBe(400)
  }
  expect(Object.hasOwn(Object.prototype, 'from')).toBe(false)
})

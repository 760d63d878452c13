/** What a list gives at once and how long a request waits, where the installation says so. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ env: { HEDDLE_MAX_PAGE: '2', HEDDLE_MAX_WAIT_S: '1' } })
})
afterAll(() => api?.close())

test('a page has no more entries than it may, and the cursor leads on', async () => {
  for (const name of ['one', 'two', 'three'])
    await api.createWorkflow({ name, nodes: { a: { type: 'noop' } } })
  const first = (await api.call('GET /api/workflows?limit=500')).body
  expect(first.items).toHaveLength(2)
  const second = (await api.call(`GET /api/workflows?limit=500&cursor=${first.next_cursor}`)).body
  expect(second).toMatchObject({ items: [{}], next_cursor: null })
})

test('a page of events leads on too', async () => {
  const workflowId = await api.createWorkflow({ name: 'Events', nodes: { a: { type: 'noop' } } })
  const { execution_id: executionId } = await api.run(workflowId)
  const { body } = await api.call(`GET /api/executions/${executionId}/events?limit=500`)
  expect(body).toMatchObject({ items: [{ seq: 1 }, { seq: 2 }], next_after: 2 })
})

test('a request waits no longer than it may', async () => {
  const nodes = { a: { type: 'wait', params: { durationMs: 600_000 } } }
  const workflowId = await api.createWorkflow({ name: 'Waits', nodes })
  const started = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const { body } = await api.call(`GET /api/executions/${started.body.execution_id}?wait=3600`)
  expect(body.status).toMatch(/running|waiting/)
})

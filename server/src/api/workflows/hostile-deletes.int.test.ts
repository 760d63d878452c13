/** Deleting while others start, retry and cancel. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const waiting = { name: 'waiting', nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } } }

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

test('a deleted workflow leaves nothing running, whoever starts it meanwhile', async () => {
  const workflowId = await api.createWorkflow(waiting)
  const start = () => api.call(`POST /api/workflows/${workflowId}/execute`)
  await Promise.all(Array.from({ length: 10 }, start))
  const [, deleted] = await Promise.all([
    Promise.all(Array.from({ length: 40 }, start)),
    api.call(`DELETE /api/workflows/${workflowId}?cancel=true`),
    Promise.all(Array.from({ length: 40 }, start)),
  ])
  expect(deleted.status).toBe(204)
  const { body } = await api.call(
    `GET /api/executions?workflow_id=${workflowId}&status=pending,running,paused`,
  )
  expect(body.items).toEqual([])
  expect((await start()).status).toBe(404)
})

test('a run of a deleted workflow can be read, but not retried', async () => {
  const workflowId = await api.createWorkflow({ name: 'failing', nodes: { a: { type: 'fail' } } })
  const { execution_id: executionId } = await api.run(workflowId)
  expect((await api.call(`DELETE /api/workflows/${workflowId}`)).status).toBe(204)
  expect((await api.call(`GET /api/executions/${executionId}`)).body.status).toBe('failed')
  const { status, body } = await api.call(`POST /api/executions/${executionId}/retry`, { body: {} })
  expect([status, body.error.code]).toEqual([404, 'WORKFLOW_NOT_FOUND'])
})

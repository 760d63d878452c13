import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { waitFor } from '../testing/wait-for.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

async function startWaiting(durationMs: number): Promise<string> {
  const workflowId = await api.createWorkflow({
    name: 'Waits',
    nodes: {
      first: { type: 'transform', params: { expression: '41 + 1' } },
      rest: { type: 'wait', params: { durationMs } },
      last: { type: 'transform', params: { expression: 'nodes.first.output' } },
    },
    edges: [
      { source: 'first', target: 'rest' },
      { source: 'rest', target: 'last' },
    ],
  })
  const started = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const id: string = started.body.execution_id
  await waitFor(
    async () => {
      const { body } = await api.call(`GET /api/executions/${id}`)
      return body.node_states.some((node: { status: string }) => node.status === 'waiting')
    },
    { what: 'the node to wait' },
  )
  return id
}

test('a run whose state is found damaged when it is loaded is repaired by itself and goes on', async () => {
  const id = await startWaiting(1_500)
  await api.pool.query(
    `UPDATE node_states SET status = 'skipped' WHERE execution_id = $1 AND node_id = 'first'`,
    [id],
  )
  api.running.engine.executions.evict(id)
  const ended = await api.call(`GET /api/executions/${id}?wait=20`)
  expect(ended.body).toMatchObject({ status: 'completed', completed_nodes: 3 })
  const { rows } = await api.pool.query('SELECT actor, action FROM audit_log WHERE target_id = $1', [id])
  expect(rows).toEqual([{ actor: 'heddle', action: 'execution.repaired' }])
})

test('a pause leaves a checkpoint that programs can read', async () => {
  const id = await startWaiting(60_000)
  await api.call(`POST /api/executions/${id}/pause`)
  const list = await waitFor(
    async () => {
      const { body } = await api.call(`GET /api/executions/${id}/checkpoints`)
      return body.items.length > 0 ? body : null
    },
    { what: 'the checkpoint' },
  )
  expect(list.items[0]).toMatchObject({ reason: 'pause', status: 'paused', node_count: 2 })
  const one = await api.call(`GET /api/executions/${id}/checkpoints/${list.items[0].seq}`)
  expect(one.body.counts).toMatchObject({ completed: 1 })
  expect(one.body.node_states).toMatchObject([
    { node_id: 'first', status: 'completed', attempt: 1 },
    { node_id: 'rest', status: 'waiting' },
  ])
  const missing = await api.call(`GET /api/executions/${id}/checkpoints/99999`)
  expect(missing).toMatchObject({ status: 404, body: { error: { code: 'CHECKPOINT_NOT_FOUND' } } })
})

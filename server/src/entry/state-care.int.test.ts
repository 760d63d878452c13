import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

/** Longer than any test takes: it ends when the test says so. */
const waitMs = 600_000

async function startWaiting(): Promise<string> {
  const workflowId = await api.createWorkflow({
    name: 'Waits',
    nodes: {
      first: { type: 'transform', params: { expression: '41 + 1' } },
      rest: { type: 'wait', params: { durationMs: waitMs } },
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

/** As its timer does when the time has come. */
const endWait = (id: string) =>
  api.running.engine.submit(id, {
    type: 'wake-node',
    nodeIndex: 1,
    cause: 'due',
    now: Date.now() + waitMs,
  })

test('a run whose state is found damaged when it is loaded is repaired by itself and goes on', async () => {
  const id = await startWaiting()
  await api.pool.query(
    `UPDATE node_states SET status = 'skipped' WHERE execution_id = $1 AND node_id = 'first'`,
    [id],
  )
  api.running.engine.executions.evict(id)
  await endWait(id)
  const ended = await api.call(`GET /api/executions/${id}?wait=20`)
  expect(ended.body).toMatchObject({ status: 'completed', completed_nodes: 3 })
  const { rows } = await api.pool.query('SELECT actor, action FROM audit_log WHERE target_id = $1', [id])
  expect(rows).toEqual([{ actor: 'heddle', action: 'execution.repaired' }])
})

/** An event that nobody committed, so many places behind the last one. */
async function insertStrayEvent(id: string, places: number): Promise<void> {
  await api.pool.query(
    `INSERT INTO execution_events (execution_id, seq, type, node_id, attempt, timestamp, data)
     SELECT id, last_seq + $2, 'node_failed', 'last', 1, now(), '{}' FROM workflow_executions WHERE id = $1`,
    [id, places],
  )
}

async function expectRepaired(id: string): Promise<void> {
  const { rows } = await api.pool.query(
    `SELECT q.findings, (SELECT count(*)::int FROM execution_events WHERE execution_id = $1 AND type = 'node_failed') AS strays
       FROM execution_quarantine q WHERE q.execution_id = $1`,
    [id],
  )
  expect(rows).toEqual([{ strays: 0, findings: expect.arrayContaining([expect.anything()]) }])
}

test.each([1, 2])(
  'a command that meets an event beyond the last one (by %i) goes through after a repair that starts by itself',
  async (places) => {
    const id = await startWaiting()
    await insertStrayEvent(id, places)
    if (places === 2) expect((await api.call(`POST /api/executions/${id}/pause`)).status).toBe(200)
    const cancelled = await api.call(`POST /api/executions/${id}/cancel`)
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    await expectRepaired(id)
  },
)

test('the report of a worker that meets an event beyond the last one is not lost', async () => {
  const id = await startWaiting()
  // The end of the wait and the start of the last node take three numbers; its report takes the next.
  await insertStrayEvent(id, 4)
  await endWait(id)
  const ended = await api.call(`GET /api/executions/${id}?wait=20`)
  expect(ended.body).toMatchObject({ status: 'completed', completed_nodes: 3 })
  await expectRepaired(id)
})

test('what others are said to have committed is not believed beyond the last event, but repaired', async () => {
  const redis = await startTestRedis()
  const database = await createTestDatabase()
  const shared = await startTestApi({ databaseUrl: database.url, env: { REDIS_URL: redis.url } })
  const before = api
  try {
    api = shared
    const id = await startWaiting()
    await insertStrayEvent(id, 1)
    // Refused on what is in memory, so that the news are read before anybody hears of it.
    const refused = await api.call(`POST /api/executions/${id}/resume`)
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'EXECUTION_STATUS' } } })
    await expectRepaired(id)
    expect((await api.call(`POST /api/executions/${id}/pause`)).status).toBe(200)
  } finally {
    api = before
    await shared.close()
    await database.drop()
    await redis.stop()
  }
})

test('an execution whose id has events left over from another one starts after they are put aside', async () => {
  const workflowId = await api.createWorkflow({ name: 'Child', nodes: { only: { type: 'noop' } } })
  const executionId = randomUUID()
  await api.pool.query(
    `INSERT INTO execution_events (execution_id, seq, type, timestamp, data) VALUES ($1, 1, 'execution_created', now(), '{}')`,
    [executionId],
  )
  const parent = { executionId: randomUUID(), nodeId: 'map', itemIndex: 0 }
  await api.running.engine.startExecution({
    ...{ workspaceId: 'default', workflowId, version: 1, input: {}, priority: 0, trigger: 'parent' },
    ...{ startedBy: null, idempotencyKey: null },
    child: { executionId, parent, rootId: null, depth: 0, subgraph: null, item: null },
  })
  expect((await api.call(`GET /api/executions/${executionId}?wait=20`)).body.status).toBe('completed')
  const { rows } = await api.pool.query(
    'SELECT repair, event_count FROM execution_quarantine WHERE execution_id = $1',
    [executionId],
  )
  expect(rows).toEqual([{ repair: 'removal', event_count: 1 }])
})

test('damage that cannot be repaired is told to whoever asked', async () => {
  const id = await startWaiting()
  await insertStrayEvent(id, 1)
  await api.pool.query('ALTER TABLE execution_quarantine RENAME TO no_quarantine')
  try {
    const refused = await api.call(`POST /api/executions/${id}/cancel`)
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'STATE_INVALID' } } })
  } finally {
    await api.pool.query('ALTER TABLE no_quarantine RENAME TO execution_quarantine')
  }
})

test('a pause leaves a checkpoint that programs can read', async () => {
  const id = await startWaiting()
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

/** A map whose items are started, run and ended by several processes at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { startTestRedis, type TestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'

let database: TestDatabase
let redis: TestRedis
let apis: TestApi[]
beforeAll(async () => {
  database = await createTestDatabase()
  redis = await startTestRedis()
  // Fewer slots than items at once, so that no process can run them alone.
  const env = { HEDDLE_CONCURRENCY: '2', REDIS_URL: redis.url }
  apis = await Promise.all([1, 2, 3].map(() => startTestApi({ databaseUrl: database.url, env })))
})
afterAll(async () => {
  await Promise.all((apis ?? []).map((api) => api.close()))
  await redis?.stop()
  await database?.drop()
})

const concurrency = 5

test('each item runs once, in order, and never more at once than the map allows', async () => {
  const [api] = apis
  if (api === undefined) throw new Error('No server was started')
  const items = Array.from({ length: 200 }, (_, index) => index)
  const id = await api.createWorkflow({
    name: 'Shared',
    nodes: {
      each: {
        type: 'map',
        params: {
          items,
          concurrency,
          graph: {
            nodes: {
              first: { type: 'wait', params: { durationMs: 3 } },
              last: { type: 'noop', params: { value: '{{ item }}' } },
            },
            edges: [{ source: 'first', target: 'last' }],
          },
        },
      },
    },
    edges: [],
  })
  const started = (await api.call(`POST /api/workflows/${id}/execute`, { body: {} })).body
  let most = 0
  const report = await waitFor(
    async () => {
      const { rows } = await database.pool.query(
        `SELECT count(*)::int AS count FROM workflow_executions
          WHERE parent_execution_id = $1 AND status IN ('pending', 'running')`,
        [started.execution_id],
      )
      most = Math.max(most, rows[0].count)
      const { body } = await api.call(`GET /api/executions/${started.execution_id}`)
      return body.status === 'running' ? null : body
    },
    { deadlineMs: 60_000, what: 'the map to end' },
  )
  expect(report).toMatchObject({ status: 'completed', output: items })
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(concurrency)
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS children, count(DISTINCT item_index)::int AS items,
            (SELECT count(DISTINCT a.worker_id)::int FROM job_assignments a
               JOIN workflow_executions c ON c.id = a.execution_id WHERE c.parent_execution_id = $1) AS workers,
            (SELECT count(*)::int FROM job_assignments a
               JOIN workflow_executions c ON c.id = a.execution_id WHERE c.parent_execution_id = $1) AS attempts
       FROM workflow_executions WHERE parent_execution_id = $1`,
    [started.execution_id],
  )
  expect(rows[0]).toMatchObject({ children: 200, items: 200, attempts: 400 })
  expect(rows[0].workers).toBeGreaterThan(1)
}, 90_000)

test('a map that is cancelled by one process is cancelled with its items in all of them', async () => {
  const [one, two] = apis
  if (one === undefined || two === undefined) throw new Error('Too few servers were started')
  const graph = { nodes: { work: { type: 'wait', params: { durationMs: 60_000 } } } }
  const items = Array.from({ length: 50 }, (_, index) => index)
  const id = await one.createWorkflow({
    name: 'Cancelled',
    nodes: { each: { type: 'map', params: { items, graph, concurrency: 50 } } },
    edges: [],
  })
  const started = (await one.call(`POST /api/workflows/${id}/execute`, { body: {} })).body
  const liveChildren = async () => {
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS count FROM workflow_executions
        WHERE parent_execution_id = $1 AND status IN ('pending', 'running', 'paused')`,
      [started.execution_id],
    )
    return rows[0].count
  }
  // While some are still being started.
  await waitFor(async () => (await liveChildren()) > 0)
  expect((await two.call(`POST /api/executions/${started.execution_id}/cancel`)).status).toBe(200)
  await waitFor(async () => (await liveChildren()) === 0, { deadlineMs: 20_000, what: 'no item to be live' })
})

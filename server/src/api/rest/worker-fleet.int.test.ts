import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { startTestRedis, type TestRedis } from '../../testing/test-redis.ts'
import { waitFor } from '../../testing/wait-for.ts'

let database: TestDatabase
let redis: TestRedis
let left: TestApi
let right: TestApi

beforeAll(async () => {
  database = await createTestDatabase()
  redis = await startTestRedis()
  const open = () => startTestApi({ databaseUrl: database.url, env: { REDIS_URL: redis.url } })
  left = await open()
  right = await open()
})
afterAll(async () => {
  await left.close()
  await right.close()
  await database.drop()
})

const held = {
  name: 'Held',
  nodes: { warp: { type: 'noop' }, weft: { type: 'noop' }, gpu: { type: 'noop', workerGroup: 'gpu' } },
  edges: [],
}

async function readFleet(api: TestApi) {
  return (await api.call('GET /api/workers')).body
}

test('every server sees all workers and drains each of them at once', async () => {
  const ids = [left, right].map((api) => api.running.worker.id).sort()
  const { items } = await readFleet(left)
  expect(items.map((worker: { worker_id: string }) => worker.worker_id).sort()).toEqual(ids)
  for (const id of ids) await left.call(`POST /api/workers/${id}/drain`)
  const areDraining = () => [left, right].every((api) => api.running.worker.isDraining)
  await waitFor(areDraining, { deadlineMs: 6_000, what: 'both workers to hear of it before they renew' })
})

test('what waits is told by group, and runs when one worker takes work again', async () => {
  const workflowId = await left.createWorkflow(held)
  const started = await left.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const untilQueued = async () => {
    const { queue } = await readFleet(right)
    return queue.tasks === 3 ? queue : null
  }
  const queue = await waitFor(untilQueued, { what: 'three nodes to wait' })
  const groups = new Map(
    queue.groups.map((each: { group: string; tasks: number }) => [each.group, each.tasks]),
  )
  expect([groups.get('default'), groups.get('gpu')]).toEqual([2, 1])
  await right.call(`POST /api/workers/${left.running.worker.id}/undrain`)
  const { body } = await left.call(`GET /api/executions/${started.body.execution_id}?wait=20`)
  expect(body.status).toBe('completed')
})

test('without Redis the workers are listed, what waits is counted, and nobody waits long', async () => {
  await left.call(`POST /api/workers/${left.running.worker.id}/drain`)
  await redis.stop()
  const isNoticed = async () => (await left.call('GET /health')).body.parts.queue.status !== 'ok'
  await waitFor(isNoticed, { what: 'the loss of Redis to be noticed' })
  const workflowId = await left.createWorkflow(held)
  await left.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const before = performance.now()
  const { items, queue } = await readFleet(right)
  expect(performance.now() - before).toBeLessThan(10_000)
  expect(items).toHaveLength(2)
  expect(queue.tasks).toBe(3)
})

/** How many signals may wait in a run for nodes that take them, and of which size. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ env: { HEDDLE_WAITING_SIGNALS: '5', HEDDLE_MAX_SIGNALS: '64KiB' } })
})
afterAll(() => api.close())

async function start(): Promise<string> {
  const workflowId = await api.createWorkflow({
    name: 'Waits for one of many',
    nodes: {
      go: { type: 'signal', params: { name: 'go' } },
      more: { type: 'signal', params: { name: 'more' } },
      end: { type: 'signal', params: { name: 'end' } },
    },
    edges: [
      { source: 'go', target: 'more' },
      { source: 'more', target: 'end' },
    ],
  })
  return (await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })).body.execution_id
}

const send = (executionId: string, name: string, body: unknown) =>
  api.call(`POST /api/executions/${executionId}/signals/${name}`, { body })

const sendOnce = (executionId: string, key: string, body: unknown) =>
  api.call(`POST /api/executions/${executionId}/signals/more`, { body, headers: { 'idempotency-key': key } })

const untilWaiting = (executionId: string, nodeId: string) =>
  waitFor(
    async () =>
      (await api.call(`GET /api/executions/${executionId}/nodes/${nodeId}`)).body.status === 'waiting',
    { what: `${nodeId} to wait` },
  )

async function waitingOf(executionId: string): Promise<number> {
  const { rows } = await api.pool.query(
    'SELECT count(*)::int AS count FROM execution_signals WHERE execution_id = $1 AND taken_by IS NULL',
    [executionId],
  )
  return rows[0].count
}

test('of many that are sent at once as many are kept as may wait; the others are told what to do', async () => {
  const executionId = await start()
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => send(executionId, 'more', index)),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(25)
  expect(refused[0]?.body.error).toMatchObject({
    code: 'SIGNALS_WAITING',
    kind: 'limit',
    details: { execution_id: executionId, waiting: 5, most: 5, most_bytes: 65_536 },
  })
  expect(refused[0]?.body.error.message).toContain('HEDDLE_WAITING_SIGNALS')
  expect(await waitingOf(executionId)).toBe(5)
  await api.call(`POST /api/executions/${executionId}/cancel`)
})

test('what a node waits for is let in though there is no room, so that the run gets on', async () => {
  const [executionId, other] = [await start(), await start()]
  for (const index of [1, 2, 3, 4, 5]) await send(executionId, 'late', index)
  expect((await send(executionId, 'late', 6)).status).toBe(429)
  expect((await send(other, 'late', 1)).status).toBe(201)
  await untilWaiting(executionId, 'go')
  expect((await send(executionId, 'more', 1)).status).toBe(429)
  expect((await send(executionId, 'go', 1)).status).toBe(201)
  await untilWaiting(executionId, 'more')
  expect((await send(executionId, 'go', 2)).status).toBe(429)
  expect((await send(executionId, 'more', 1)).status).toBe(201)
  await untilWaiting(executionId, 'end')
  expect((await send(executionId, 'end', 1)).status).toBe(201)
  const report = (await api.call(`GET /api/executions/${executionId}?wait=20`)).body
  expect(report.status).toBe('completed')
  expect((await send(executionId, 'late', 7)).body.error.code).toBe('EXECUTION_STATUS')
})

test('each one that a node takes makes room', async () => {
  const executionId = await start()
  await untilWaiting(executionId, 'go')
  for (const index of [1, 2, 3, 4, 5]) await send(executionId, 'more', index)
  expect((await send(executionId, 'end', 1)).status).toBe(429)
  await send(executionId, 'go', 1)
  await untilWaiting(executionId, 'end')
  expect(await waitingOf(executionId)).toBe(4)
  await send(executionId, 'end', 1)
  const report = (await api.call(`GET /api/executions/${executionId}?wait=20`)).body
  expect(report.status).toBe('completed')
})

test('large ones count by their bytes, and a repeat is answered though there is no room', async () => {
  const executionId = await start()
  const large = 'ä'.repeat(20_000)
  const first = await sendOnce(executionId, 'one', large)
  expect(first.status).toBe(201)
  const refused = await sendOnce(executionId, 'two', large)
  expect([refused.status, refused.body.error.details.waiting_bytes]).toEqual([429, 40_002])
  const repeated = await sendOnce(executionId, 'one', large)
  expect([repeated.status, repeated.body.signal_id]).toEqual([200, first.body.signal_id])
  expect((await send(executionId, 'more', 'x'.repeat(20_000))).status).toBe(201)
})

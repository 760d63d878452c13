/** Who holds what of the limits across executions, on a real server. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi
const started: string[] = []

beforeAll(async () => {
  api = await startTestApi()
})
afterEach(async () => {
  for (const id of started.splice(0)) await api.call(`POST /api/executions/${id}/cancel`)
})
afterAll(() => api.close())

async function start(workflowId: string, priority = 0): Promise<string> {
  const body = { input: {}, priority }
  const answer = await api.call(`POST /api/workflows/${workflowId}/execute`, { body })
  started.push(answer.body.execution_id)
  return answer.body.execution_id
}

const limits = async (search = '') =>
  (await api.call(`GET /api/limits?search=${encodeURIComponent(search)}`)).body

const sleeper = { type: 'shell', params: { script: 'sleep 600' } }
const shift = (key: string, limit = 1): WorkflowDocument => ({
  name: 'Night shift',
  nodes: { weave: { ...sleeper, name: 'Weave on', concurrencyKey: key, concurrencyLimit: limit } },
})

test('nothing is limited at first', async () => {
  expect(await limits()).toEqual({ keys: [], rates: [], workflows: [] })
})

test('a key says how much of it is used, by whom, and who is next', async () => {
  const workflowId = await api.createWorkflow(shift('loom', 2))
  const holders: string[] = []
  for (const used of [1, 2]) {
    holders.push(await start(workflowId))
    await waitFor(async () => (await limits('loom')).keys[0]?.used === used, {
      what: `${used} slots to be held`,
    })
  }
  const late = await start(workflowId)
  const urgent = await start(workflowId, 7)
  const [key] = await waitFor(
    async () => {
      const { keys } = await limits('loom')
      return keys[0]?.waiting === 2 ? keys : null
    },
    { what: 'two to wait' },
  )
  expect(key).toMatchObject({ key: 'loom', limit: 2, used: 2 })
  expect(key.holders.map((each: { execution_id: string }) => each.execution_id)).toEqual(holders)
  expect(key.line.map((each: { execution_id: string }) => each.execution_id)).toEqual([urgent, late])
  expect(key.line[0]).toMatchObject({
    workflow_id: workflowId,
    workflow_name: 'Night shift',
    node_id: 'weave',
    node_name: 'Weave on',
  })
  await api.call(`POST /api/executions/${holders[0]}/cancel`)
  await waitFor(
    async () => {
      const [now] = (await limits('loom')).keys
      return now.waiting === 1 && now.used === 2
    },
    { what: 'the urgent one to hold a slot' },
  )
})

test('a free slot shows how many there are', async () => {
  await start(await api.createWorkflow(shift('spare', 5)))
  const key = await waitFor(async () => (await limits('spare')).keys[0], { what: 'a slot to be held' })
  expect(key).toMatchObject({ key: 'spare', limit: 5, used: 1, waiting: 0, line: [] })
})

test('a rate says what was started in its period, and when the next start is allowed', async () => {
  const rateLimit = { limit: 2, perSeconds: 3600, key: 'calls' }
  const nodes = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { type: 'noop', rateLimit }]))
  const id = await start(await api.createWorkflow({ name: 'Caller', nodes }))
  const [rate] = await waitFor(
    async () => {
      const { rates } = await limits('calls')
      return rates[0]?.waiting === 1 ? rates : null
    },
    { what: 'one to wait' },
  )
  expect(rate).toMatchObject({ key: 'calls', limit: 2, per_ms: 3_600_000, starts: 2 })
  expect(Date.parse(rate.next_at)).toBeGreaterThan(Date.now() + 3_000_000)
  expect(rate.line).toMatchObject([{ execution_id: id, workflow_name: 'Caller' }])
})

test('a rate whose period is over is not shown, and one with room allows a start now', async () => {
  const document = (key: string, perSeconds: number): WorkflowDocument => ({
    name: key,
    nodes: { a: { type: 'noop', rateLimit: { limit: 9, perSeconds, key } } },
  })
  await api.run(await api.createWorkflow(document('brief', 0.001)))
  await api.run(await api.createWorkflow(document('roomy', 3600)))
  expect((await limits('brief')).rates).toEqual([])
  expect((await limits('roomy')).rates).toMatchObject([{ starts: 1, limit: 9, next_at: null, waiting: 0 }])
})

test('a workflow that limits its runs shows those that run and the line, in its order', async () => {
  const workflowId = await api.createWorkflow({
    name: 'One at once',
    settings: { maxConcurrentExecutions: 1 },
    nodes: { a: sleeper },
  })
  expect((await limits('ONE at')).workflows).toMatchObject([
    { workflow_id: workflowId, running: 0, runs: [] },
  ])
  const first = await start(workflowId)
  await waitFor(async () => (await limits('one at')).workflows[0]?.running === 1, {
    what: 'the first to run',
  })
  const second = await start(workflowId)
  const urgent = await start(workflowId, 3)
  const [workflow] = (await limits('one at')).workflows
  expect(workflow).toMatchObject({
    name: 'One at once',
    limit: 1,
    on_limit: 'queue',
    running: 1,
    runs: [{ execution_id: first, status: 'running' }],
    waiting: 2,
    line: [
      { execution_id: urgent, priority: 3, status: 'pending' },
      { execution_id: second, priority: 0, status: 'pending' },
    ],
  })
})

test('what is looked for has to stand in the key', async () => {
  await start(await api.createWorkflow(shift('100 %_done')))
  await waitFor(async () => (await limits('%_')).keys[0]?.used === 1, { what: 'the slot to be held' })
  expect((await limits('_%')).keys).toEqual([])
  expect((await api.call('GET /api/limits?search=%00')).status).toBe(400)
  expect((await api.call(`GET /api/limits?search=${'x'.repeat(201)}`)).status).toBe(400)
})

test('is for who is signed in', async () => {
  expect((await api.callAsNobody('GET /api/limits')).status).toBe(401)
})

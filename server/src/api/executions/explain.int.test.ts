/** Each reason for which a node does not run, on a real server with a real worker of two slots. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi
const started: string[] = []

beforeAll(async () => {
  api = await startTestApi({ env: { HEDDLE_WORKER_GROUPS: 'default', HEDDLE_CONCURRENCY: '2' } })
})
afterEach(async () => {
  for (const id of started.splice(0)) await api.call(`POST /api/executions/${id}/cancel`)
  await waitFor(async () => (await countRunning()) === 0, { what: 'the worker to be free' })
})
afterAll(() => api.close())

async function countRunning(): Promise<number> {
  const { rows } = await api.pool.query(`SELECT FROM node_states WHERE status = 'running'`)
  return rows.length
}

async function start(document: WorkflowDocument): Promise<string> {
  return startAgain(await api.createWorkflow(document))
}

async function startAgain(workflowId: string): Promise<string> {
  const { body } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  started.push(body.execution_id)
  return body.execution_id
}

const why = async (executionId: string, nodeId: string) =>
  (await api.call(`GET /api/executions/${executionId}/nodes/${nodeId}/why`)).body

/** The first reason, as soon as it is of the code. */
function untilWhy(executionId: string, nodeId: string, code: string) {
  return waitFor(
    async () => {
      const { reasons } = await why(executionId, nodeId)
      return reasons[0]?.code === code ? reasons[0] : null
    },
    { deadlineMs: 20_000, what: `${nodeId} to say ${code}` },
  )
}

const untilRunning = (executionId: string, nodeId: string) =>
  waitFor(async () => (await why(executionId, nodeId)).status === 'running', { what: `${nodeId} to run` })

const sleeper = { type: 'shell', params: { script: 'sleep 600' } }
const noop = { type: 'noop' }

test('a node after others names those that are still to come', async () => {
  const id = await start({
    name: 'x',
    nodes: { a: { ...sleeper, name: 'Load' }, b: { ...noop, name: 'Sort' }, c: noop },
    edges: [
      { source: 'a', target: 'c' },
      { source: 'b', target: 'c' },
    ],
  })
  await waitFor(async () => (await why(id, 'b')).status === 'completed', { what: 'b to complete' })
  await untilRunning(id, 'a')
  expect(await why(id, 'c')).toEqual({
    node_id: 'c',
    status: 'pending',
    reasons: [
      {
        code: 'sources',
        message: 'Waits for Load (running) to complete.',
        rule: 'all_success',
        sources: [{ node_id: 'a', name: 'Load', status: 'running' }],
        others: 0,
      },
    ],
    ended: null,
  })
  expect(await why(id, 'a')).toEqual({ node_id: 'a', status: 'running', reasons: [], ended: null })
})

test('a wait says until when', async () => {
  const id = await start({ name: 'x', nodes: { a: { type: 'wait', params: { durationMs: 3_600_000 } } } })
  const { until, message } = await untilWhy(id, 'a', 'time')
  expect(Date.parse(until)).toBeGreaterThan(Date.now())
  expect(message).toBe(`Waits until ${until}.`)
})

test('an approval says what is asked', async () => {
  const params = { title: 'Ship it?', deadlineSeconds: 3600 }
  const id = await start({ name: 'x', nodes: { a: { type: 'approval', params } } })
  const reason = await waitFor(
    async () => {
      const [first] = (await why(id, 'a')).reasons
      return first?.approval_id ? first : null
    },
    { deadlineMs: 20_000, what: 'the approval to be asked' },
  )
  expect(reason).toMatchObject({ code: 'person', title: 'Ship it?', on_deadline: 'fail' })
  const { body } = await api.call(`GET /api/approvals?execution_id=${id}`)
  expect(body.items[0]).toMatchObject({ approval_id: reason.approval_id, deadline_at: reason.until })
})

test('a signal node says which signal, as its expression gave it', async () => {
  const id = await start({
    name: 'x',
    nodes: { a: { type: 'signal', params: { name: '{{ "pa" & "id" }}' } } },
  })
  expect(await untilWhy(id, 'a', 'signal')).toMatchObject({ name: 'paid', until: null })
})

test('a map counts its items', async () => {
  const id = await start({
    name: 'x',
    nodes: {
      each: {
        type: 'map',
        params: { items: '{{ [1, 2, 3] }}', concurrency: 1, graph: { nodes: { a: sleeper } } },
      },
    },
  })
  const reason = await waitFor(
    async () => {
      const [first] = (await why(id, 'each')).reasons
      return first?.items?.running === 1 ? first : null
    },
    { deadlineMs: 20_000, what: 'the first item to run' },
  )
  expect(reason).toMatchObject({ code: 'children', items: { total: 3, completed: 0, failed: 0, running: 1 } })
})

test('a pause between attempts says why and until when', async () => {
  const retry = { maxAttempts: 2, delayMs: 600_000, jitter: false }
  const id = await start({
    name: 'x',
    nodes: { a: { type: 'fail', params: { message: 'The server is down', retryable: true }, retry } },
  })
  const { message, until } = await untilWhy(id, 'a', 'retry')
  expect(message).toBe(`Attempt 1 failed: The server is down. Attempt 2 starts at ${until}.`)
})

test('a paused run says since when and by whom, of itself and of its nodes', async () => {
  const id = await start({
    name: 'x',
    nodes: { a: sleeper, b: noop },
    edges: [{ source: 'a', target: 'b' }],
  })
  await untilRunning(id, 'a')
  await api.call(`POST /api/executions/${id}/pause`)
  const { body } = await api.call(`GET /api/executions/${id}/why`)
  expect(body).toMatchObject({ execution_id: id, status: 'paused', reasons: [{ code: 'paused' }] })
  expect(Date.parse(body.reasons[0].since)).toBeGreaterThan(0)
  const { reasons } = await why(id, 'b')
  expect(reasons).toMatchObject([body.reasons[0], { code: 'sources' }])
})

test('a run that allows one node at once names the one that runs', async () => {
  const id = await start({
    name: 'x',
    settings: { maxParallel: 1 },
    nodes: { a: { ...sleeper, name: 'Weave' }, b: noop },
  })
  await untilRunning(id, 'a')
  expect(await untilWhy(id, 'b', 'execution_slot')).toMatchObject({
    message: 'The run allows 1 node at once: it starts when Weave ends.',
    limit: 1,
    holders: [{ node_id: 'a', name: 'Weave' }],
  })
})

test('a node without a slot of its key names who holds it, in another run', async () => {
  const document = {
    name: 'Night shift',
    nodes: { a: { ...sleeper, name: 'Weave', concurrencyKey: 'loom' } },
  }
  const workflowId = await api.createWorkflow(document)
  const holder = await startAgain(workflowId)
  await untilRunning(holder, 'a')
  const id = await startAgain(workflowId)
  expect(await untilWhy(id, 'a', 'slot')).toMatchObject({
    message:
      'The key loom allows 1 node at once, and Weave of Night shift holds the slot. It starts when one is given back.',
    key: 'loom',
    limit: 1,
    waiting: 1,
    holders: [{ execution_id: holder, workflow_name: 'Night shift', node_id: 'a', node_name: 'Weave' }],
    others: 0,
  })
  await api.call(`POST /api/executions/${holder}/cancel`)
  await untilRunning(id, 'a')
})

test('a node over its rate says when the next start is allowed', async () => {
  const rateLimit = { limit: 1, perSeconds: 3600, key: 'calls of explain' }
  const id = await start({ name: 'x', nodes: { a: { ...noop, rateLimit }, b: { ...noop, rateLimit } } })
  const late = await waitFor(
    async () => {
      for (const nodeId of ['a', 'b']) {
        const [first] = (await why(id, nodeId)).reasons
        if (first?.code === 'rate_limit') return first
      }
      return null
    },
    { deadlineMs: 20_000, what: 'one to wait for the rate' },
  )
  expect(late).toMatchObject({ key: 'calls of explain', limit: 1, per_ms: 3_600_000, waiting: 1 })
  expect(Date.parse(late.until)).toBeGreaterThan(Date.now() + 3_000_000)
  expect(late.message).toContain('allows 1 start in 1 hour')
})

test('a node of a group that nobody serves says so, and which groups there are', async () => {
  const id = await start({ name: 'x', nodes: { a: { ...noop, workerGroup: 'gpu' } } })
  expect(await untilWhy(id, 'a', 'no_worker')).toMatchObject({
    message:
      'No worker serves the group gpu; those that are there serve default. Start one with HEDDLE_WORKER_GROUPS=gpu.',
    live_groups: ['default'],
  })
})

test('behind busy workers a node says how many slots are used', async () => {
  const id = await start({ name: 'x', nodes: { a: sleeper, b: sleeper, c: sleeper } })
  const nodes = ['a', 'b', 'c']
  await waitFor(async () => (await countRunning()) === 2, { what: 'two to run' })
  const states = await Promise.all(nodes.map((nodeId) => why(id, nodeId)))
  const late = states.find(({ status }) => status === 'queued')
  expect(late.reasons).toMatchObject([{ code: 'workers_busy', group: 'default', used: 2, capacity: 2 }])
})

test('with all workers draining a node says so', async () => {
  const { body } = await api.call('GET /api/workers')
  const order = (action: string) => api.call(`POST /api/workers/${body.items[0].worker_id}/${action}`)
  const id = await start({ name: 'x', nodes: { a: sleeper, b: sleeper, c: sleeper } })
  await waitFor(async () => (await countRunning()) === 2, { what: 'two to run' })
  await order('drain')
  const states = await Promise.all(['a', 'b', 'c'].map((nodeId) => why(id, nodeId)))
  await order('undrain')
  const late = states.find(({ status }) => status === 'queued')
  expect(late.reasons).toMatchObject([
    {
      code: 'draining',
      message: 'The only worker of the group default is draining. Let it take work again, or start another.',
    },
  ])
})

test('a run in line says who runs and which place it has, and so do its nodes', async () => {
  const workflowId = await api.createWorkflow({
    name: 'One at once',
    settings: { maxConcurrentExecutions: 1 },
    nodes: { a: sleeper },
  })
  const first = await startAgain(workflowId)
  await untilRunning(first, 'a')
  await startAgain(workflowId)
  const last = await startAgain(workflowId)
  const turn = {
    code: 'turn',
    message:
      'Waits for its turn: the workflow runs 1 at once, and 1 runs now. This run is number 2 of 2 in the line.',
    limit: 1,
    position: 2,
    waiting: 2,
    running: [{ execution_id: first }],
    others: 0,
  }
  const { body } = await api.call(`GET /api/executions/${last}/why`)
  expect(body).toMatchObject({ status: 'pending', reasons: [turn] })
  expect(await why(last, 'a')).toMatchObject({ status: 'pending', reasons: [turn] })
  const { body: running } = await api.call(`GET /api/executions/${first}/why`)
  expect(running).toMatchObject({ status: 'running', reasons: [] })
})

test('a node that has to start in time says last when it gives up', async () => {
  const id = await start({
    name: 'x',
    nodes: {
      a: { ...noop, workerGroup: 'gpu', startWithinSeconds: 3600 },
      b: { ...noop, workerGroup: 'gpu' },
    },
  })
  await untilWhy(id, 'a', 'no_worker')
  const { reasons } = await why(id, 'a')
  expect(reasons).toMatchObject([{ code: 'no_worker' }, { code: 'start_by', what: 'node' }])
  const { until, message } = reasons[1]
  expect(Date.parse(until)).toBeGreaterThan(Date.now() + 3_000_000)
  expect(message).toBe(`It gives up at ${until} if it has not started by then.`)
  expect((await why(id, 'b')).reasons).toMatchObject([{ code: 'no_worker' }])
})

test('a run in line that has to start in time says when it gives up, and so do its nodes', async () => {
  const workflowId = await api.createWorkflow({
    name: 'One at once',
    settings: { maxConcurrentExecutions: 1, startWithinSeconds: 3600 },
    nodes: { a: sleeper },
  })
  const first = await startAgain(workflowId)
  await untilRunning(first, 'a')
  const last = await startAgain(workflowId)
  const expected = [{ code: 'turn' }, { code: 'start_by', what: 'run' }]
  const { body } = await api.call(`GET /api/executions/${last}/why`)
  expect(body).toMatchObject({ status: 'pending', reasons: expected })
  expect(Date.parse(body.reasons[1].until)).toBeGreaterThan(Date.now() + 3_000_000)
  expect((await why(last, 'a')).reasons).toEqual(body.reasons)
  // Once it runs, its deadline is that of its end.
  expect((await api.call(`GET /api/executions/${first}/why`)).body.reasons).toEqual([])
})

test('a skipped node says which source led to it', async () => {
  const workflowId = await api.createWorkflow({
    name: 'x',
    nodes: { a: { type: 'fail', name: 'Check' }, b: noop },
    edges: [{ source: 'a', target: 'b' }],
  })
  const { execution_id: id } = await api.run(workflowId)
  expect(await why(id, 'b')).toEqual({
    node_id: 'b',
    status: 'skipped',
    reasons: [],
    ended: {
      code: 'skipped',
      message: 'Skipped because Check failed.',
      rule: 'all_success',
      sources: [{ node_id: 'a', name: 'Check', status: 'failed', outcome: 'failed', port: 'failure' }],
      others: 0,
    },
  })
})

test('asks nothing of runs and nodes that are not there, or of others', async () => {
  const id = await start({ name: 'x', nodes: { a: noop } })
  const none = '00000000-0000-4000-8000-000000000000'
  expect((await api.call(`GET /api/executions/${id}/nodes/b/why`)).body.error.code).toBe('NODE_NOT_FOUND')
  expect((await api.call(`GET /api/executions/${none}/nodes/a/why`)).status).toBe(404)
  expect((await api.call(`GET /api/executions/${none}/why`)).status).toBe(404)
  expect((await api.callAsNobody(`GET /api/executions/${id}/why`)).status).toBe(401)
})

test('the reference names the routes', async () => {
  const { body } = await api.call('GET /api/openapi.json')
  for (const path of ['/api/executions/{id}/why', '/api/executions/{id}/nodes/{node_id}/why'])
    expect(body.paths).toHaveProperty([path])
})

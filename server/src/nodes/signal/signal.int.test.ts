import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const waiting = (params: object, edges: WorkflowDocument['edges'] = []): WorkflowDocument => ({
  name: 'Wait for the payment',
  nodes: { paid: { type: 'signal', params: { name: 'paid', ...params } }, ship: { type: 'noop' } },
  edges: [{ source: 'paid', target: 'ship' }, ...edges],
})

async function start(document: WorkflowDocument): Promise<string> {
  const workflowId = await api.createWorkflow(document)
  return (await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })).body.execution_id
}

const send = (executionId: string, name: string, body?: unknown) =>
  api.call(`POST /api/executions/${executionId}/signals/${name}`, { body })

const finish = async (executionId: string) =>
  (await api.call(`GET /api/executions/${executionId}?wait=20`)).body

const outputOf = async (executionId: string, nodeId: string) =>
  (await api.call(`GET /api/executions/${executionId}/nodes/${nodeId}`)).body.output

const untilWaiting = (executionId: string, nodeId: string) =>
  waitFor(
    async () =>
      (await api.call(`GET /api/executions/${executionId}/nodes/${nodeId}`)).body.status === 'waiting',
    { what: `${nodeId} to wait` },
  )

test('a node waits for its signal, holds no worker meanwhile, and gives the payload on', async () => {
  const executionId = await start(waiting({}))
  await untilWaiting(executionId, 'paid')
  // The slot falls free behind the commit that says so.
  await waitFor(() => api.running.worker.used === 0, { what: 'the slot to be free' })
  const sent = await send(executionId, 'paid', { cents: 1250 })
  expect(sent).toMatchObject({
    status: 201,
    body: { name: 'paid', execution_id: executionId, repeated: false },
  })
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
  expect(await outputOf(executionId, 'paid')).toEqual({ cents: 1250 })
})

test('a signal that came before the node waits is kept for it, also while the run is paused', async () => {
  const executionId = await start({
    name: 'Later',
    nodes: {
      first: { type: 'signal', params: { name: 'go' } },
      paid: { type: 'signal', params: { name: 'paid' } },
    },
    edges: [{ source: 'first', target: 'paid' }],
  })
  await api.call(`POST /api/executions/${executionId}/pause`)
  expect((await send(executionId, 'paid', 'early')).status).toBe(201)
  expect((await send(executionId, 'go')).status).toBe(201)
  await api.call(`POST /api/executions/${executionId}/resume`)
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
  expect(await outputOf(executionId, 'paid')).toBe('early')
  expect(await outputOf(executionId, 'first')).toBeNull()
})

test('nodes that wait for the same name take one signal each, in the order in which they came', async () => {
  const chain: WorkflowDocument = {
    name: 'Three of them',
    nodes: {
      a: { type: 'signal', params: { name: 'part' } },
      b: { type: 'signal', params: { name: 'part' } },
      c: { type: 'signal', params: { name: 'part' } },
      // Keeps the run open until the fourth signal is sent, which nobody takes.
      close: { type: 'signal', params: { name: 'close' } },
    },
    edges: [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
      { source: 'c', target: 'close' },
    ],
  }
  const executionId = await start(chain)
  for (const part of [1, 2, 3, 4]) expect((await send(executionId, 'part', part)).status).toBe(201)
  expect((await send(executionId, 'close')).status).toBe(201)
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
  expect(await Promise.all(['a', 'b', 'c'].map((id) => outputOf(executionId, id)))).toEqual([1, 2, 3])
  const { rows } = await api.pool.query(
    'SELECT payload FROM execution_signals WHERE execution_id = $1 AND taken_by IS NULL',
    [executionId],
  )
  expect(rows).toEqual([{ payload: 4 }])
})

test('of two nodes that wait side by side one signal moves one, and the other waits on', async () => {
  const executionId = await start({
    name: 'Side by side',
    nodes: {
      a: { type: 'signal', params: { name: 'part' } },
      b: { type: 'signal', params: { name: 'part' } },
    },
  })
  await Promise.all(['a', 'b'].map((id) => untilWaiting(executionId, id)))
  await send(executionId, 'part', 1)
  await waitFor(
    async () => {
      const { body } = await api.call(`GET /api/executions/${executionId}`)
      const found = body.node_states.map(({ status }: { status: string }) => status).toSorted()
      return found.join() === 'completed,waiting'
    },
    { what: 'one node to go on and the other to wait' },
  )
  await send(executionId, 'part', 2)
  await finish(executionId)
  const outputs = await Promise.all(['a', 'b'].map((id) => outputOf(executionId, id)))
  expect(outputs.toSorted()).toEqual([1, 2])
})

test('a repeat with the same key is answered with the first signal and sends nothing', async () => {
  const executionId = await start(waiting({ name: 'other' }))
  const sendOnce = () =>
    api.call(`POST /api/executions/${executionId}/signals/paid`, {
      body: 1,
      headers: { 'idempotency-key': 'payment-17' },
    })
  const [first, ...repeats] = await Promise.all([1, 2, 3, 4].map(sendOnce))
  const all = [first, ...repeats]
  expect(all.filter((answer) => answer?.status === 201)).toHaveLength(1)
  expect(new Set(all.map((answer) => answer?.body.signal_id)).size).toBe(1)
  const { rows } = await api.pool.query('SELECT id FROM execution_signals WHERE execution_id = $1', [
    executionId,
  ])
  expect(rows).toHaveLength(1)
  await api.call(`POST /api/executions/${executionId}/cancel`)
  expect((await sendOnce()).body.repeated).toBe(true)
})

test('a run that is over takes no signal', async () => {
  const executionId = await start(waiting({}))
  await api.call(`POST /api/executions/${executionId}/cancel`)
  const refused = await send(executionId, 'paid', 1)
  expect(refused.status).toBe(409)
  expect(refused.body.error).toMatchObject({
    code: 'EXECUTION_STATUS',
    details: { status: 'cancelled', action: 'signal' },
  })
})

test('after the timeout the node goes on by its own port, or fails', async () => {
  const onward = waiting({ timeoutSeconds: 0.2, onTimeout: 'continue' }, [])
  const remind: WorkflowDocument = {
    ...onward,
    nodes: { ...onward.nodes, remind: { type: 'noop' } },
    edges: [...(onward.edges ?? []), { source: 'paid', target: 'remind', port: 'timeout' }],
  }
  const end = await finish(await start(remind))
  const statusOf = (id: string) =>
    end.node_states.find((node: { node_id: string }) => node.node_id === id)?.status
  expect([end.status, statusOf('ship'), statusOf('remind')]).toEqual(['completed', 'skipped', 'completed'])
  const failed = await finish(await start(waiting({ timeoutSeconds: 0.2 })))
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } })
})

test('a signal for somebody else does not make the time of a wait begin again', async () => {
  const executionId = await start(waiting({ timeoutSeconds: 5, onTimeout: 'continue' }))
  await untilWaiting(executionId, 'paid')
  const read = async () =>
    (await api.pool.query('SELECT until FROM signal_waits WHERE execution_id = $1', [executionId])).rows
  const before = await read()
  // Woken for nothing, as by a process that is behind: it looks and waits on.
  await api.running.engine.submit(executionId, {
    type: 'wake-node',
    nodeIndex: 0,
    cause: 'resolved',
    now: Date.now(),
  })
  await waitFor(
    async () => (await api.call(`GET /api/executions/${executionId}/nodes/paid`)).body.attempt === 2,
    { what: 'a second attempt' },
  )
  expect(await read()).toEqual(before)
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
})

test.each([
  { what: 'a payload over the limit', name: 'paid', body: 'x'.repeat(1024 * 1024), status: 413 },
  { what: 'a name with other characters', name: 'a%20b', body: 1, status: 400 },
  { what: 'a payload that cannot be stored', name: 'paid', body: 'a\u0000b', status: 400 },
])('refuses $what', async ({ name, body, status }) => {
  const executionId = await start(waiting({}))
  expect((await send(executionId, name, body)).status).toBe(status)
  await api.call(`POST /api/executions/${executionId}/cancel`)
})

test('takes a payload right up to the limit', async () => {
  const executionId = await start(waiting({}))
  const payload = 'x'.repeat(1024 * 1024 - 2)
  expect((await send(executionId, 'paid', payload)).status).toBe(201)
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
})

import { randomUUID } from 'node:crypto'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workerControlChannel } from '../../presence/worker-control.ts'
import { recordWorkerLosses } from '../../store/worker-losses.ts'
import { renewPresence } from '../../store/worker-presence.ts'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

async function addWorker(id: string): Promise<void> {
  const identity = {
    id,
    hostname: 'elsewhere',
    pid: 1,
    machine: null,
    version: '9.9.9',
    workerGroups: ['gpu'],
    capacity: 4,
  }
  await renewPresence(api.pool, identity, { used: 0, cpuPercent: 3.5, memoryBytes: 1024 })
}

async function getWorker(id: string) {
  const { body } = await api.call('GET /api/workers')
  return body.items.find((worker: { worker_id: string }) => worker.worker_id === id)
}

function silence(id: string, seconds: number) {
  return api.pool.query(`UPDATE workers SET last_seen_at = now() - $2 * interval '1 second' WHERE id = $1`, [
    id,
    seconds,
  ])
}

/** A row of an execution whose node nobody runs: what the list says of it is all that matters. */
async function addRunningNode(workerId: string, workspaceId = 'default'): Promise<string> {
  const executionId = randomUUID()
  await api.pool.query(`INSERT INTO workspaces (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING`, [
    workspaceId,
  ])
  const document = { name: 'Loom', nodes: { warp: { name: 'Warp the loom', type: 'noop' } }, edges: [] }
  const workflowId = await api.createWorkflow({ ...document, edges: [] })
  await api.pool.query(`UPDATE workflow_definitions SET workspace_id = $2 WHERE id = $1`, [
    workflowId,
    workspaceId,
  ])
  await api.pool.query(
    `INSERT INTO workflow_executions (id, workspace_id, workflow_id, version, status, trigger, input, last_seq,
       total_nodes, created_at) VALUES ($1, $2, $3, 1, 'running', 'api', '{}', 3, 1, now())`,
    [executionId, workspaceId, workflowId],
  )
  await api.pool.query(
    `INSERT INTO node_states (execution_id, node_index, node_id, status, attempt, worker_id, started_at)
     VALUES ($1, 0, 'warp', 'running', 1, $2, now())`,
    [executionId, workerId],
  )
  return executionId
}

/** Runs until the slot is free again; `seen` is the worker as the list shows it while it is busy. */
async function seeBusy(document: Pick<WorkflowDocument, 'name' | 'nodes'>, slots: number) {
  const { id } = api.running.worker
  const workflowId = await api.createWorkflow({ ...document, edges: [] })
  const started = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const seen = await waitFor(
    async () => {
      const found = await getWorker(id)
      return found?.used === slots ? found : null
    },
    { what: 'the nodes to be seen on their worker' },
  )
  await api.call(`POST /api/executions/${started.body.execution_id}/cancel`)
  const untilFree = async () => (await getWorker(id))?.used === 0
  await waitFor(untilFree, { what: 'the slots to be free' })
  return { seen, workflowId, executionId: started.body.execution_id }
}

const long = { name: 'Weave on', type: 'shell', params: { script: 'sleep 30' } }

test('the worker of this process is live, with its slots and what it runs', async () => {
  const { seen, workflowId, executionId } = await seeBusy({ name: 'Long weave', nodes: { weave: long } }, 1)
  expect(seen).toMatchObject({
    status: 'live',
    pid: process.pid,
    capacity: api.running.worker.capacity,
    draining: null,
    losses: null,
    attempts: [
      {
        execution_id: executionId,
        workflow_id: workflowId,
        workflow_name: 'Long weave',
        node_id: 'weave',
        node_name: 'Weave on',
        attempt: 1,
      },
    ],
  })
})

test('what runs inside of a map stands under its own name', async () => {
  const params = { items: ['dawn', 'dusk'], graph: { nodes: { weave: long }, edges: [] } }
  const { seen } = await seeBusy({ name: 'Weave all', nodes: { all: { type: 'map', params } } }, 2)
  const names = seen.attempts.map((attempt: { node_name: string }) => attempt.node_name)
  expect(names).toEqual(['Weave on', 'Weave on'])
})

test('a drained worker takes nothing, what waits for it is counted, and runs when it takes work again', async () => {
  const { id } = api.running.worker
  const workflowId = await api.createWorkflow({
    name: 'Held back',
    nodes: { warp: { type: 'noop' }, weft: { type: 'noop' } },
    edges: [],
  })
  await api.call(`POST /api/workers/${id}/drain`)
  const started = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const readQueue = async () => (await api.call('GET /api/workers')).body.queue
  const queue = await waitFor(
    async () => {
      const depth = await readQueue()
      return depth.tasks === 2 && depth.oldest_ms > 0 ? depth : null
    },
    { what: 'two nodes to wait' },
  )
  expect(queue.oldest_ms).toBeLessThan(30_000)
  expect((await getWorker(id)).attempts).toEqual([])
  await api.call(`POST /api/workers/${id}/undrain`)
  const { body } = await api.call(`GET /api/executions/${started.body.execution_id}?wait=20`)
  expect(body.status).toBe('completed')
  expect((await readQueue()).tasks).toBe(0)
})

test('a worker that says nothing is late, then lost, and forgotten after a day', async () => {
  await addWorker('silent')
  expect(await getWorker('silent')).toMatchObject({ status: 'live', groups: ['gpu'], cpu_percent: 3.5 })
  await silence('silent', 20)
  expect((await getWorker('silent')).status).toBe('late')
  await silence('silent', 40)
  expect((await getWorker('silent')).status).toBe('lost')
  await silence('silent', 25 * 3600)
  expect(await getWorker('silent')).toBeUndefined()
})

test('an order to drain is written down, told on the bus, and taken back', async () => {
  await addWorker('drained')
  const heard: unknown[] = []
  const end = await api.running.bus.subscribe(workerControlChannel('drained'), (order) => heard.push(order))
  const drained = await api.call('POST /api/workers/drained/drain')
  expect(drained.status).toBe(200)
  expect(drained.body).toMatchObject({ worker_id: 'drained', status: 'draining', draining: { by: null } })
  expect((await getWorker('drained')).status).toBe('draining')
  const again = await api.call('POST /api/workers/drained/drain')
  expect(again.body.draining).toEqual(drained.body.draining)
  const undrained = await api.call('POST /api/workers/drained/undrain')
  expect(undrained.body).toMatchObject({ status: 'live', draining: null })
  end()
  expect(heard).toEqual([
    { draining: true, revision: 1 },
    { draining: true, revision: 2 },
    { draining: false, revision: 3 },
  ])
})

test('a worker that is not there, or has stopped, takes no order', async () => {
  const unknown = await api.call('POST /api/workers/nobody/drain')
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 'WORKER_NOT_FOUND'])
  await addWorker('stopped')
  await api.pool.query(`UPDATE workers SET stopped_at = now() WHERE id = 'stopped'`)
  const stopped = await api.call('POST /api/workers/stopped/drain')
  expect([stopped.status, stopped.body.error.code]).toEqual([409, 'WORKER_STOPPED'])
  expect((await getWorker('stopped')).status).toBe('stopped')
})

test('nobody without credentials sees the workers', async () => {
  expect((await api.callAsNobody('GET /api/workers')).status).toBe(401)
  expect((await api.callAsNobody('POST /api/workers/silent/drain')).status).toBe(401)
})

test('only administrators and owners give orders; everybody who is signed in sees the workers', async () => {
  await addWorker('guarded')
  const person = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }
  const token = await api.ownerSetup.ensureSetupToken()
  await api.callAsNobody('POST /trpc/account.createOwner', { body: { ...person, token } })
  await api.pool.query(`UPDATE workspace_members SET role = 'editor'`)
  const { headers } = await api.callAsNobody('POST /api/auth/sign-in/email', {
    body: { email: person.email, password: person.password },
    headers: { origin: api.url },
  })
  const asEditor = { headers: { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '', origin: api.url } }
  expect((await api.callAsNobody('GET /api/workers', asEditor)).status).toBe(200)
  const refused = await api.callAsNobody('POST /api/workers/guarded/drain', asEditor)
  expect([refused.status, refused.body.error.code]).toEqual([403, 'FORBIDDEN'])
  expect((await getWorker('guarded')).draining).toBeNull()
})

test('what runs in another workspace is counted and not shown', async () => {
  await addWorker('shared')
  const own = await addRunningNode('shared')
  await addRunningNode('shared', 'neighbours')
  const { used, attempts } = await getWorker('shared')
  expect(used).toBe(2)
  expect(attempts.map((attempt: { execution_id: string }) => attempt.execution_id)).toEqual([own])
})

test('tells what became of the attempts that vanished with a worker', async () => {
  await addWorker('gone')
  const taken = await addRunningNode('gone')
  const waits = await addRunningNode('gone')
  const lost = [taken, waits].map((executionId) => ({
    executionId,
    nodeIndex: 0,
    attempt: 1,
    workerId: 'gone',
  }))
  await recordWorkerLosses(api.pool, lost)
  await recordWorkerLosses(api.pool, lost)
  await api.pool.query(
    `INSERT INTO job_assignments (execution_id, node_index, attempt, node_id, worker_id, status, started_at)
     VALUES ($1, 0, 2, 'warp', 'heir', 'running', now())`,
    [taken],
  )
  await api.pool.query(`UPDATE node_states SET status = 'queued' WHERE execution_id = $1`, [waits])
  await silence('gone', 60)
  expect(await getWorker('gone')).toMatchObject({
    status: 'lost',
    losses: { attempts: 2, taken_over: 1, taken_over_by: ['heir'], waiting: 1 },
  })
})

test('the reference names the routes', async () => {
  const { body } = await api.call('GET /api/openapi.json')
  for (const path of ['/api/workers', '/api/workers/{id}/drain', '/api/workers/{id}/undrain'])
    expect(body.paths).toHaveProperty([path])
})

/** What a page is told while an execution runs, over a bus that loses, repeats and delays what it carries. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { evolve } from '@heddle/core/execution/evolve.ts'
import { decodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { type ExecutionState, emptyState } from '@heddle/core/execution/state.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bus } from '../../bus/bus.ts'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { type WatchMessage, watchMessages } from './watch-messages.ts'

const layers = 6
const width = 20
const nodeAt = (layer: number, index: number) => `n${layer}_${index}`
const grid: WorkflowDocument = {
  name: 'grid',
  nodes: Object.fromEntries(
    Array.from({ length: layers * width }, (_, at) => [
      nodeAt(Math.floor(at / width), at % width),
      { type: 'noop' },
    ]),
  ),
  edges: Array.from({ length: (layers - 1) * width }, (_, at) => ({
    source: nodeAt(Math.floor(at / width), at % width),
    target: nodeAt(Math.floor(at / width) + 1, (at * 7) % width),
  })),
}
const printing: WorkflowDocument = {
  name: 'printing',
  nodes: {
    a: {
      type: 'shell',
      params: { script: 'for i in $(seq 1 30); do echo line $i; done; sleep 0.2; echo last' },
    },
  },
}
const waiting: WorkflowDocument = {
  name: 'waiting',
  nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } },
}

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

/** Repeats itself for a seed. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

function unreliable(bus: Bus, random: () => number): Bus {
  return {
    ...bus,
    subscribe: (channel, handler) =>
      bus.subscribe(channel, (message) => {
        const fate = random()
        if (fate < 0.3) return
        if (fate < 0.6) handler(message)
        if (fate < 0.9) handler(message)
        else setTimeout(() => handler(message), random() * 50)
      }),
  }
}

/** A page: folds what it is told, and refuses a gap. */
function createPage(plan: Plan) {
  let state: ExecutionState = emptyState(plan)
  let lastId: string | null = null
  return {
    get state() {
      return state
    },
    get lastId() {
      return lastId
    },
    take: (id: string, message: WatchMessage) => {
      lastId = id
      if (message.kind === 'snapshot') state = decodeSnapshot(plan, message.snapshot)
      if (message.kind === 'events') for (const event of message.events) state = evolve(state, event)
    },
  }
}

async function startExecution(document: WorkflowDocument): Promise<{ executionId: string; plan: Plan }> {
  const workflowId = await api.createWorkflow(document)
  const { body } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  return { executionId: body.execution_id, plan: compilePlan(document) }
}

async function foldAll(executionId: string, plan: Plan): Promise<ExecutionState> {
  let state = emptyState(plan)
  const { rows } = await api.pool.query<ExecutionEvent>(
    `SELECT seq, type, node_id AS "nodeId", attempt, data, to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS timestamp
       FROM execution_events WHERE execution_id = $1 ORDER BY seq`,
    [executionId],
  )
  for (const event of rows) state = evolve(state, event)
  return state
}

function statusesOf(state: ExecutionState): string[] {
  return state.plan.nodes.map(({ index }) => state.getNode(index).status)
}

const noLogs = { logs: 'none', signal: undefined } as const

describe('a watcher', () => {
  test.each([1, 2, 3, 4, 5, 6])(
    'ends with the whole picture whatever the bus does (seed %i)',
    async (seed) => {
      const random = createRandom(seed)
      const { executionId, plan } = await startExecution(grid)
      const parts = { db: api.pool, bus: unreliable(api.running.bus, random) }
      const page = createPage(plan)
      // Comes back from time to time with the id of what it saw last.
      for (;;) {
        let isOver = true
        for await (const { id, message } of watchMessages(parts, {
          executionId,
          lastId: page.lastId,
          ...noLogs,
        })) {
          page.take(id, message)
          if (random() < 0.2) {
            isOver = false
            break
          }
        }
        if (isOver) break
      }
      const truth = await foldAll(executionId, plan)
      expect(page.state.status).toBe('completed')
      expect(page.state.seq).toBe(truth.seq)
      expect(statusesOf(page.state)).toEqual(statusesOf(truth))
      expect(page.state.counts).toEqual(truth.counts)
    },
  )

  test('who comes after the end gets a snapshot and no more', async () => {
    const { executionId, plan } = await startExecution(grid)
    await api.call(`GET /api/executions/${executionId}?wait=20`)
    const kinds: string[] = []
    const page = createPage(plan)
    const parts = { db: api.pool, bus: api.running.bus }
    for await (const { id, message } of watchMessages(parts, { executionId, lastId: null, ...noLogs })) {
      kinds.push(message.kind)
      page.take(id, message)
    }
    expect(kinds).toEqual(['snapshot'])
    expect(page.state.status).toBe('completed')
    const again = []
    for await (const step of watchMessages(parts, { executionId, lastId: page.lastId, ...noLogs }))
      again.push(step)
    expect(again).toEqual([])
  })

  test('who is far behind, or comes from another history, gets a snapshot', async () => {
    const { executionId } = await startExecution(grid)
    await api.call(`GET /api/executions/${executionId}?wait=20`)
    const parts = { db: api.pool, bus: api.running.bus }
    for (const lastId of ['999999', 'nonsense']) {
      const steps = []
      for await (const step of watchMessages(parts, { executionId, lastId, ...noLogs }))
        steps.push(step.message.kind)
      expect(steps).toEqual(['snapshot'])
    }
  })

  test('who takes nothing for a long while gets a snapshot instead of the backlog', async () => {
    const wide: WorkflowDocument = {
      name: 'wide',
      nodes: Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`n${index}`, { type: 'noop' }])),
    }
    const workflowId = await api.createWorkflow({
      ...wide,
      nodes: { gate: { type: 'signal', params: { name: 'go' } }, ...wide.nodes },
      edges: Object.keys(wide.nodes).map((target) => ({ source: 'gate', target })),
    })
    const { body } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
    const executionId = body.execution_id
    const parts = { db: api.pool, bus: api.running.bus }
    const steps = watchMessages(parts, { executionId, lastId: null, ...noLogs })
    const kinds = [(await steps.next()).value?.message.kind]
    await api.call(`POST /api/executions/${executionId}/signals/go`, { body: {} })
    const { body: end } = await api.call(`GET /api/executions/${executionId}?wait=30&node_states=false`)
    expect([end.status, end.last_seq > 3_000]).toEqual(['completed', true])
    const seqs: number[] = []
    for await (const { message } of steps) {
      kinds.push(message.kind)
      if (message.kind === 'snapshot') seqs.push(message.seq)
    }
    expect(kinds.slice(0, 1)).toEqual(['snapshot'])
    expect(kinds.filter((kind) => kind === 'snapshot').length).toBe(2)
    expect(seqs.at(-1)).toBe(end.last_seq)
  })

  test('is told of an event by the bus', async () => {
    const { executionId } = await startExecution(waiting)
    const parts = { db: api.pool, bus: api.running.bus }
    const openedAt = performance.now()
    const steps = watchMessages(parts, { executionId, lastId: null, ...noLogs })
    await steps.next()
    const next = steps.next()
    await api.running.engine.control(executionId, 'cancel', null)
    const step = await next
    expect(step.value).toMatchObject({ message: { kind: 'events' } })
    // By itself it asks the database five seconds after it was opened.
    expect(performance.now() - openedAt).toBeLessThan(5_000)
    await steps.return(undefined)
  })

  test('gets every log line once, whatever the bus does', async () => {
    const { executionId } = await startExecution(printing)
    const parts = { db: api.pool, bus: unreliable(api.running.bus, createRandom(7)) }
    const lines: string[] = []
    const request = { executionId, lastId: null, logs: { after: null }, signal: undefined }
    for await (const { message } of watchMessages(parts, request)) {
      if (message.kind !== 'logs') continue
      lines.push(...message.lines.filter(({ stream }) => stream === 'stdout').map(({ line }) => line))
    }
    expect(lines).toEqual([...Array.from({ length: 30 }, (_, index) => `line ${index + 1}`), 'last'])
  })

  test('leaves nothing behind when it goes away', async () => {
    const { executionId } = await startExecution(waiting)
    let open = 0
    const counting: Bus = {
      ...api.running.bus,
      subscribe: async (channel, handler) => {
        const end = await api.running.bus.subscribe(channel, handler)
        open += 1
        return () => {
          open -= 1
          return end()
        }
      },
    }
    const leaving = new AbortController()
    const parts = { db: api.pool, bus: counting }
    const request = { executionId, lastId: null, logs: { after: null }, signal: leaving.signal }
    const steps = watchMessages(parts, request)
    await steps.next()
    const rest = steps.next()
    expect(open).toBe(3)
    leaving.abort()
    await rest
    expect(open).toBe(0)
  })
})

describe('the subscription over HTTP', () => {
  async function readMessages(
    executionId: string,
    lastEventId: string | null,
  ): Promise<{ id: string; data: WatchMessage }[]> {
    const input = encodeURIComponent(JSON.stringify({ executionId, lastEventId }))
    const response = await fetch(`${api.url}/trpc/executions.watch?input=${input}`, {
      headers: { authorization: `Bearer ${testKey}`, accept: 'text/event-stream' },
    })
    const text = await response.text()
    return text.split('\n\n').flatMap((block) => {
      const id = /^id: (.*)$/m.exec(block)?.[1]
      const data = /^data: (.*)$/m.exec(block)?.[1]
      return id === undefined || data === undefined ? [] : [{ id, data: JSON.parse(data) }]
    })
  }

  test('sends a snapshot, then what follows, and closes after the end', async () => {
    const { executionId, plan } = await startExecution(grid)
    const messages = await readMessages(executionId, null)
    const page = createPage(plan)
    for (const { id, data } of messages) page.take(id, data)
    expect(messages[0]?.data.kind).toBe('snapshot')
    expect(page.state.status).toBe('completed')
    expect(await readMessages(executionId, page.lastId)).toEqual([])
  })

  test('refuses an execution that is not there', async () => {
    const input = encodeURIComponent(JSON.stringify({ executionId: '00000000-0000-7000-8000-000000000000' }))
    const { text } = await api.call(`GET /trpc/executions.watch?input=${input}`, {
      headers: { accept: 'text/event-stream' },
    })
    expect(text).toContain('EXECUTION_NOT_FOUND')
  })

  test('tells lists which executions moved', async () => {
    const seen = new Set<string>()
    const leaving = new AbortController()
    const response = await fetch(`${api.url}/trpc/executions.changes`, {
      headers: { authorization: `Bearer ${testKey}`, accept: 'text/event-stream' },
      signal: leaving.signal,
    })
    const reading = (async () => {
      for await (const chunk of response.body ?? []) {
        for (const [id] of Buffer.from(chunk)
          .toString()
          .matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g))
          seen.add(id)
      }
    })().catch(() => undefined)
    const { executionId } = await startExecution(grid)
    await waitFor(() => seen.has(executionId), { what: 'the change to be told' })
    leaving.abort()
    await reading
  })
})

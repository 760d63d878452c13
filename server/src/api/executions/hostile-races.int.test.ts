/** Many who want different things of the same executions at the same moment. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

const names = Array.from({ length: 30 }, (_, index) => `n${index}`)
const fan = {
  name: 'fan',
  nodes: {
    first: { type: 'noop' },
    ...Object.fromEntries(names.map((name) => [name, { type: 'noop' }])),
    slow: { type: 'wait', params: { durationMs: 300 } },
    last: { type: 'noop' },
  },
  edges: [...names, 'slow'].flatMap((name) => [
    { source: 'first', target: name },
    { source: name, target: 'last' },
  ]),
}
const endless = {
  ...fan,
  nodes: { ...fan.nodes, slow: { type: 'wait', params: { durationMs: 600_000 } } },
}
const retrying: WorkflowDocument = {
  name: 'retrying',
  nodes: {
    a: {
      type: 'fail',
      params: { retryable: true },
      // The pauses grow, so that it is at it for as long as anybody takes to cancel it.
      retry: { maxAttempts: 50, delayMs: 5, backoff: 'exponential', jitter: false },
    },
  },
}

interface Event {
  readonly seq: number
  readonly type: string
  readonly node_id: string | null
  readonly attempt: number | null
}

/** What must hold of every finished execution, whatever was done to it. */
async function expectSound(executionId: string): Promise<string> {
  const { body } = await api.call(`GET /api/executions/${executionId}?wait=20`)
  const { body: page } = await api.call(`GET /api/executions/${executionId}/events?limit=500`)
  const events: readonly Event[] = page.items
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const ends = events.filter(({ type }) => /^execution_(completed|failed|cancelled)$/.test(type))
  expect(ends).toHaveLength(1)
  const starts = events.filter(({ type }) => type === 'node_started')
  const attempts = starts.map(({ node_id: id, attempt }) => `${id}#${attempt}`)
  expect(new Set(attempts).size).toBe(attempts.length)
  const cancelledAt = events.findIndex(({ type }) => type === 'execution_cancelled')
  if (cancelledAt !== -1)
    expect(events.slice(cancelledAt).filter(({ type }) => /^node_(started|queued)$/.test(type))).toEqual([])
  const live = body.node_states.filter(({ status }: { status: string }) =>
    ['pending', 'queued', 'running', 'waiting', 'retrying'].includes(status),
  )
  expect(live).toEqual([])
  return body.status
}

const start = async (workflowId: string, body: unknown = {}) =>
  (await api.call(`POST /api/workflows/${workflowId}/execute`, { body })).body.execution_id as string

test('a hundred starts with one key are one execution', async () => {
  const workflowId = await api.createWorkflow(fan)
  const ids = await Promise.all(
    Array.from({ length: 100 }, (_, index) => start(workflowId, { input: { index }, idempotency_key: 'k' })),
  )
  expect(new Set(ids).size).toBe(1)
  expect(await expectSound(ids[0] ?? '')).toBe('completed')
})

test.each<[string, WorkflowDocument]>([
  ['starts nodes', endless],
  ['retries', retrying],
])(
  'of those who cancel while it %s exactly one succeeds, and nothing starts afterwards',
  async (_what, document) => {
    const workflowId = await api.createWorkflow(document)
    const cancelled = Array.from({ length: 12 }, async () => {
      const id = await start(workflowId)
      const answers = await Promise.all(
        Array.from({ length: 3 }, () => api.call(`POST /api/executions/${id}/cancel`)),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
      return expectSound(id)
    })
    expect(new Set(await Promise.all(cancelled))).toEqual(new Set(['cancelled']))
  },
)

test('pausing and resuming in a storm loses no node', async () => {
  const workflowId = await api.createWorkflow(fan)
  const storms = Array.from({ length: 4 }, async () => {
    const id = await start(workflowId)
    const call = async (action: string) => (await api.call(`POST /api/executions/${id}/${action}`)).status
    for (let round = 0; round < 10; round += 1) {
      const statuses = await Promise.all([call('pause'), call('resume'), call('retry')])
      for (const status of statuses.slice(0, 2)) expect([200, 409]).toContain(status)
      expect([201, 409]).toContain(statuses[2])
    }
    await call('resume')
    return expectSound(id)
  })
  expect(await Promise.all(storms)).toEqual(['completed', 'completed', 'completed', 'completed'])
})

test('readers that never read hold up neither an execution nor those who ask', async () => {
  const workflowId = await api.createWorkflow(fan)
  const executionId = await start(workflowId)
  const { hostname, port } = new URL(api.url)
  const input = encodeURIComponent(JSON.stringify({ executionId, logs: true }))
  const paths = [
    `/api/executions/${executionId}/events`,
    `/trpc/executions.watch?input=${input}`,
    '/trpc/executions.changes',
  ]
  const readers = await Promise.all(
    Array.from({ length: 150 }, async (_, index): Promise<Socket> => {
      const socket = connect(Number(port), hostname)
      await once(socket, 'connect')
      socket.pause()
      socket.write(
        `GET ${paths[index % 3]} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${testKey}\r\nAccept: text/event-stream\r\n\r\n`,
      )
      return socket
    }),
  )
  const ids = await Promise.all(Array.from({ length: 10 }, () => start(workflowId)))
  expect((await api.call('GET /health')).status).toBe(200)
  for (const id of [executionId, ...ids]) expect(await expectSound(id)).toBe('completed')
  for (const reader of readers) reader.destroy()
})

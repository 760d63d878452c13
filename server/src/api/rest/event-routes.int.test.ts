import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

const printing = {
  name: 'printing',
  nodes: { a: { type: 'shell', params: { script: 'echo one; echo two >&2; echo three' } } },
}
const fan = {
  name: 'fan',
  nodes: Object.fromEntries([
    ['root', { type: 'noop' }],
    ...Array.from({ length: 40 }, (_, index) => [`leaf${index}`, { type: 'noop' }] as const),
  ]),
  edges: Array.from({ length: 40 }, (_, index) => ({ source: 'root', target: `leaf${index}` })),
}
const waiting = { name: 'waiting', nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } } }

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

async function readStream(executionId: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/api/executions/${executionId}/events`, {
    headers: { authorization: `Bearer ${testKey}`, accept: 'text/event-stream', ...headers },
  })
  const text = await response.text()
  const messages = text.split('\n\n').filter((message) => message.startsWith('id:'))
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    events: messages.map((message) => JSON.parse(message.slice(message.indexOf('data: ') + 6))),
    ids: messages.map((message) => Number(/^id: (\d+)/.exec(message)?.[1])),
  }
}

describe('GET /api/executions/{id}/events', () => {
  test('pages through all events without a gap', async () => {
    const id = await api.createWorkflow(fan)
    const { execution_id: executionId, last_seq: lastSeq } = await api.run(id)
    const seqs: number[] = []
    let after = 0
    while (after < lastSeq) {
      const { body } = await api.call(`GET /api/executions/${executionId}/events?after=${after}&limit=50`)
      seqs.push(...body.items.map((event: { seq: number }) => event.seq))
      expect(body.next_after).toBeGreaterThan(after)
      after = body.next_after
    }
    expect(seqs).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1))
    const { body: end } = await api.call(`GET /api/executions/${executionId}/events?after=${after}`)
    expect(end).toEqual({ items: [], next_after: after })
  })

  test('names its execution, and keeps inputs and outputs to itself', async () => {
    const { execution_id: executionId } = await api.run(await api.createWorkflow(fan))
    const { body } = await api.call(`GET /api/executions/${executionId}/events?limit=500`)
    const [created] = body.items
    expect(created).toMatchObject({
      seq: 1,
      type: 'execution_created',
      execution_id: executionId,
      node_id: null,
      attempt: null,
    })
    expect(created.data).toMatchObject({ trigger: 'api', retry_of: null })
    for (const event of body.items) {
      expect(event.data).not.toHaveProperty('output')
      expect(event.data).not.toHaveProperty('input')
    }
  })

  test('streams an execution from its first event to its last, then ends', async () => {
    const id = await api.createWorkflow(fan)
    const { body: started } = await api.call(`POST /api/workflows/${id}/execute`, { body: {} })
    const { status, type, events, ids } = await readStream(started.execution_id)
    expect([status, type]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(ids).toEqual(ids.map((_, index) => index + 1))
    expect(events.at(-1).type).toBe('execution_completed')
    const { body } = await api.call(`GET /api/executions/${started.execution_id}`)
    expect(ids.length).toBe(body.last_seq)
  })

  test('goes on behind Last-Event-ID, and tells a browser to stay away after the end', async () => {
    const { execution_id: id, last_seq: lastSeq } = await api.run(await api.createWorkflow(fan))
    const { ids } = await readStream(id, { 'last-event-id': '5' })
    expect(ids).toEqual(Array.from({ length: lastSeq - 5 }, (_, index) => index + 6))
    expect((await readStream(id, { 'last-event-id': String(lastSeq) })).status).toBe(204)
  })

  test('streams live what happens later', async () => {
    const id = await api.createWorkflow(waiting)
    const { body: started } = await api.call(`POST /api/workflows/${id}/execute`, { body: {} })
    const streaming = readStream(started.execution_id)
    await api.call(`POST /api/executions/${started.execution_id}/pause`)
    await api.call(`POST /api/executions/${started.execution_id}/cancel`)
    const { events } = await streaming
    const types = events.map((event) => event.type)
    expect(types).toContain('execution_paused')
    expect(types).toContain('execution_cancelled')
  })
})

describe('GET /api/executions/{id}/logs', () => {
  test('gives lines in the order they were written, page by page', async () => {
    const { execution_id: id } = await api.run(await api.createWorkflow(printing))
    // The last lines are written a moment after the end.
    const body = await waitFor(async () => {
      const page = await api.call(`GET /api/executions/${id}/logs?node_id=a&attempt=1`)
      const words = page.body.items.map((item: { line: string }) => item.line)
      return ['one', 'two', 'three'].every((word) => words.includes(word)) ? page.body : null
    })
    const lines = body.items.filter((item: { stream: string }) => item.stream === 'stdout')
    expect(lines.map((item: { line: string }) => item.line)).toEqual(['one', 'three'])
    expect(Object.keys(body.items[0]).toSorted()).toEqual([
      'attempt',
      'line',
      'node_id',
      'stream',
      'timestamp',
    ])
    const { body: first } = await api.call(`GET /api/executions/${id}/logs?limit=1`)
    const { body: rest } = await api.call(`GET /api/executions/${id}/logs?after=${first.next_after}`)
    expect([...first.items, ...rest.items]).toEqual(body.items)
  })
})

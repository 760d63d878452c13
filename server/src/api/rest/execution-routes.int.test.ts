import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const unknownId = '00000000-0000-7000-8000-000000000000'
const chain = {
  name: 'chain',
  inputSchema: {
    type: 'object',
    properties: { limit: { type: 'number', default: 5 } },
  },
  nodes: { a: { type: 'noop' }, b: { type: 'transform', params: { expression: 'input.limit * 2' } } },
  edges: [{ source: 'a', target: 'b' }],
}
const waiting = { name: 'waiting', nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } } }
const failing = {
  name: 'failing',
  nodes: {
    first: { type: 'noop' },
    second: { type: 'fail', params: { message: 'on purpose' } },
    third: { type: 'noop' },
  },
  edges: [
    { source: 'first', target: 'second' },
    { source: 'second', target: 'third' },
  ],
}

let api: TestApi
let chainId: string
let waitingId: string
let failingId: string
beforeAll(async () => {
  api = await startTestApi()
  chainId = await api.createWorkflow(chain)
  waitingId = await api.createWorkflow(waiting)
  failingId = await api.createWorkflow(failing)
})
afterAll(() => api?.close())

async function startWaiting(): Promise<string> {
  const { body } = await api.call(`POST /api/workflows/${waitingId}/execute`, { body: {} })
  return body.execution_id
}

describe('POST /api/workflows/{id}/execute', () => {
  test('starts an execution', async () => {
    const { status, body } = await api.call(`POST /api/workflows/${chainId}/execute`, {
      body: { input: { limit: 1 } },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ workflow_id: chainId, status: 'running' })
    expect(body.started_at).toMatch(/Z$/)
  })

  test.each([
    ['an envelope', { input: { limit: 4 } }, { limit: 4 }, 8],
    ['the input alone', { limit: 3 }, { limit: 3 }, 6],
    ['nothing', {}, { limit: 5 }, 10],
    ['an envelope with a priority', { priority: 5 }, { limit: 5 }, 10],
  ])('takes %s and fills in defaults', async (...row) => {
    const [, body, input, output] = row
    const execution = await api.run(chainId, body)
    expect(execution).toMatchObject({ status: 'completed', input, output })
  })

  test('takes no body at all', async () => {
    expect((await api.call(`POST /api/workflows/${chainId}/execute`)).status).toBe(201)
  })

  test('starts once for one idempotency key', async () => {
    const body = { input: {}, idempotency_key: 'only-once' }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => api.call(`POST /api/workflows/${chainId}/execute`, { body })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => answer.body.execution_id)).size).toBe(1)
  })

  test.each([
    ['an input that does not fit the schema', { input: { limit: 'many' } }, 422, 'INPUT_INVALID'],
    ['an input that cannot be stored', { input: { limit: 1, text: 'a\u0000' } }, 422, 'INPUT_INVALID'],
    ['a list', [1], 400, 'REQUEST_INVALID'],
    ['a priority beyond 100', { priority: 101 }, 400, 'REQUEST_INVALID'],
    ['an envelope with a word that means nothing', { input: {}, prio: 1 }, 400, 'REQUEST_INVALID'],
    ['an input beyond its limit', { input: { text: 'x'.repeat(1024 * 1024) } }, 413, 'VALUE_TOO_LARGE'],
    ['a body beyond all limits', { input: { text: 'x'.repeat(3 * 1024 * 1024) } }, 413, 'BODY_TOO_LARGE'],
  ])('refuses %s', async (...row) => {
    const [, body, status, code] = row
    const answer = await api.call(`POST /api/workflows/${chainId}/execute`, { body })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  test('names what does not fit', async () => {
    const { body } = await api.call(`POST /api/workflows/${chainId}/execute`, {
      body: { input: { limit: 'many' } },
    })
    expect(body.error.problems).toEqual([{ path: 'limit', message: expect.any(String) }])
  })

  test('answers 404 for a workflow that is not there', async () => {
    const { status, body } = await api.call(`POST /api/workflows/${unknownId}/execute`, { body: {} })
    expect([status, body.error.code]).toEqual([404, 'WORKFLOW_NOT_FOUND'])
  })
})

describe('GET /api/executions/{id}', () => {
  test('tells of an execution that waits', async () => {
    const id = await startWaiting()
    const { body } = await api.call(`GET /api/executions/${id}`)
    expect(body).toMatchObject({
      execution_id: id,
      workflow_id: waitingId,
      version: 1,
      status: 'running',
      progress_percent: 0,
      completed_nodes: 0,
      failed_nodes: 0,
      skipped_nodes: 0,
      total_nodes: 1,
      output: null,
      error: null,
      completed_at: null,
    })
    expect(body.node_states).toHaveLength(1)
  })

  test('names every node, those that nothing touched too', async () => {
    const execution = await api.run(failingId)
    expect(execution).toMatchObject({
      status: 'failed',
      completed_nodes: 1,
      failed_nodes: 1,
      error: { code: 'THROWN' },
    })
    const states = execution.node_states.map((node: { node_id: string; status: string }) => [
      node.node_id,
      node.status,
    ])
    expect(states).toEqual([
      ['first', 'completed'],
      ['second', 'failed'],
      ['third', 'skipped'],
    ])
    expect(Object.keys(execution.node_states[0]).toSorted()).toEqual([
      'attempt',
      'completed_at',
      'duration_ms',
      'error',
      'node_id',
      'queued_at',
      'started_at',
      'status',
    ])
  })

  test('leaves the nodes out where they are not wanted', async () => {
    const { execution_id: id } = await api.run(chainId)
    expect((await api.call(`GET /api/executions/${id}?node_states=false`)).body.node_states).toBeUndefined()
  })

  test('waits no longer than it is told', async () => {
    const id = await startWaiting()
    const before = performance.now()
    const { body } = await api.call(`GET /api/executions/${id}?wait=0.3`)
    expect(body.status).toBe('running')
    expect(performance.now() - before).toBeGreaterThan(290)
  })

  test.each([
    'GET /api/executions/%',
    'GET /api/executions/%/events',
    'GET /api/executions/%/logs',
    'GET /api/executions/%/artifacts',
    'POST /api/executions/%/cancel',
    'POST /api/executions/%/retry',
  ])('answers 404 to %s for an id that is not there', async (request) => {
    for (const id of [unknownId, 'nonsense']) {
      const { status, body } = await api.call(request.replace('%', id))
      expect([status, body.error.code]).toEqual([404, 'EXECUTION_NOT_FOUND'])
    }
  })

  test.each(['wait=x', 'wait=-1', 'node_states=maybe'])('refuses %s', async (query) => {
    const { status } = await api.call(`GET /api/executions/${unknownId}?${query}`)
    expect(status).toBe(400)
  })
})

describe('GET /api/executions', () => {
  test('filters and pages', async () => {
    const workflowId = await api.createWorkflow({ ...chain, name: 'listed' })
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.push((await api.run(workflowId)).execution_id)
    const seen: string[] = []
    let path = `GET /api/executions?workflow_id=${workflowId}&status=completed,failed&limit=2`
    for (let page = 0; page < 3; page += 1) {
      const { body } = await api.call(path)
      seen.push(...body.items.map((item: { execution_id: string }) => item.execution_id))
      path = `GET /api/executions?workflow_id=${workflowId}&limit=2&cursor=${body.next_cursor}`
      expect(body.next_cursor === null).toBe(page === 2)
    }
    expect(seen).toEqual(ids.toReversed())
    const { body: none } = await api.call(`GET /api/executions?workflow_id=${workflowId}&status=cancelled`)
    expect(none).toEqual({ items: [], next_cursor: null })
    const { body: past } = await api.call(
      `GET /api/executions?workflow_id=${workflowId}&to=2020-01-01T00:00:00Z`,
    )
    expect(past.items).toEqual([])
  })

  test.each(['status=done', 'from=yesterday', 'limit=0', 'cursor=x'])('refuses %s', async (query) => {
    const { status, body } = await api.call(`GET /api/executions?${query}`)
    expect([status, body.error.code]).toEqual([400, 'REQUEST_INVALID'])
  })
})

describe('GET /api/executions/{id}/nodes/{node_id}', () => {
  test('tells attempts, input, output and error', async () => {
    const { execution_id: id } = await api.run(failingId)
    const { body: failed } = await api.call(`GET /api/executions/${id}/nodes/second`)
    expect(failed).toMatchObject({ node_id: 'second', status: 'failed', error: { message: 'on purpose' } })
    expect(failed.attempts).toMatchObject([
      { attempt: 1, status: 'failed', error: { message: 'on purpose' } },
    ])
    const { body: skipped } = await api.call(`GET /api/executions/${id}/nodes/third`)
    expect(skipped).toMatchObject({ status: 'skipped', attempts: [], output: null })
    const { execution_id: other } = await api.run(chainId, { limit: 7 })
    expect((await api.call(`GET /api/executions/${other}/nodes/b`)).body).toMatchObject({
      output: 14,
      output_ref: null,
    })
  })

  test('tells the attempt that failed apart from the node that its fallback completed', async () => {
    const workflowId = await api.createWorkflow({
      name: 'with a fallback',
      nodes: { only: { type: 'fail', params: { message: 'on purpose' }, fallback: 'spare' } },
      edges: [],
    })
    const { execution_id: id } = await api.run(workflowId)
    const { body } = await api.call(`GET /api/executions/${id}/nodes/only`)
    expect(body).toMatchObject({ status: 'completed', output: 'spare' })
    expect(body.attempts).toMatchObject([{ attempt: 1, status: 'failed', error: { message: 'on purpose' } }])
  })

  test('answers 404 for a node that the workflow does not have', async () => {
    const { execution_id: id } = await api.run(chainId)
    const { status, body } = await api.call(`GET /api/executions/${id}/nodes/zzz`)
    expect([status, body.error.code]).toEqual([404, 'NODE_NOT_FOUND'])
  })
})

describe('control', () => {
  test('pauses, resumes and cancels, each only where the status allows it', async () => {
    const id = await startWaiting()
    const control = async (action: string) => {
      const { status, body } = await api.call(`POST /api/executions/${id}/${action}`)
      return [status, status === 200 ? body.status : body.error.code]
    }
    expect(await control('resume')).toEqual([409, 'EXECUTION_STATUS'])
    expect(await control('pause')).toEqual([200, 'paused'])
    expect(await control('pause')).toEqual([409, 'EXECUTION_STATUS'])
    expect(await control('resume')).toEqual([200, 'running'])
    expect(await control('cancel')).toEqual([200, 'cancelled'])
    expect(await control('cancel')).toEqual([409, 'EXECUTION_STATUS'])
  })
})

describe('POST /api/executions/{id}/retry', () => {
  test('keeps what completed and names where it came from', async () => {
    const former = await api.run(failingId)
    const { status, body } = await api.call(`POST /api/executions/${former.execution_id}/retry`, {
      body: { from: 'failed' },
    })
    expect(status).toBe(201)
    expect(body.retry_of).toBe(former.execution_id)
    const again = (await api.call(`GET /api/executions/${body.execution_id}?wait=20`)).body
    expect(again).toMatchObject({ status: 'failed', trigger: 'retry', retry_of: former.execution_id })
    const { body: events } = await api.call(`GET /api/executions/${body.execution_id}/events`)
    const kept = events.items.find((event: { node_id: string; type: string }) => event.node_id === 'first')
    expect(kept).toMatchObject({
      type: 'node_completed',
      data: { kept_from: { execution_id: former.execution_id, attempt: 1 } },
    })
    const { body: node } = await api.call(`GET /api/executions/${body.execution_id}/nodes/first`)
    expect(node).toMatchObject({ attempts: [], kept_from: { execution_id: former.execution_id } })
    const { execution_id } = again
    const copies = await api.pool.query(
      'SELECT output, output_ref FROM node_states WHERE execution_id = $1 AND node_id = $2',
      [execution_id, 'first'],
    )
    expect(copies.rows).toEqual([{ output: null, output_ref: null }])
    expect(former.retries).toEqual([])
    expect((await api.call(`GET /api/executions/${former.execution_id}`)).body).toEqual({
      ...former,
      retries: [{ execution_id, status: 'failed', href: `/api/executions/${execution_id}` }],
    })
  })

  test('runs from the start with another input', async () => {
    const former = await api.run(chainId, { limit: 1 })
    const { body } = await api.call(`POST /api/executions/${former.execution_id}/retry`, {
      body: { from: ['a'], input: { limit: 50 } },
    })
    expect((await api.call(`GET /api/executions/${body.execution_id}?wait=20`)).body.output).toBe(100)
  })

  test('gives a kept output to whoever asks for it in the retry', async () => {
    const former = await api.run(chainId, { limit: 21 })
    const { body } = await api.call(`POST /api/executions/${former.execution_id}/retry`, {
      body: { from: 'failed' },
    })
    const again = (await api.call(`GET /api/executions/${body.execution_id}?wait=20`)).body
    expect(again).toMatchObject({ status: 'completed', output: 42 })
  })

  test('is refused while the first one runs, and for nodes that are not there', async () => {
    const id = await startWaiting()
    const early = await api.call(`POST /api/executions/${id}/retry`, { body: { from: 'failed' } })
    expect([early.status, early.body.error.code]).toEqual([409, 'EXECUTION_STATUS'])
    const { execution_id: done } = await api.run(chainId)
    const wrong = await api.call(`POST /api/executions/${done}/retry`, { body: { from: ['zzz'] } })
    expect([wrong.status, wrong.body.error.code]).toEqual([404, 'NODE_NOT_FOUND'])
    expect((await api.call(`POST /api/executions/${done}/retry`, { body: { from: 'nowhere' } })).status).toBe(
      400,
    )
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const unknownId = '00000000-0000-7000-8000-000000000000'
const pair = (name: string) => ({
  name,
  nodes: { a: { type: 'noop' }, b: { type: 'noop' } },
  edges: [{ source: 'a', target: 'b' }],
})

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

describe('POST /api/workflows', () => {
  test('publishes a document as version 1', async () => {
    const { status, body } = await api.call('POST /api/workflows', { body: pair('first') })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'first', version: 1 })
    expect(body.workflow_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('refuses a cycle and names its nodes', async () => {
    const cycle = {
      ...pair('cycle'),
      edges: [
        { source: 'a', target: 'b' },
        { source: 'b', target: 'a' },
      ],
    }
    const { status, body } = await api.call('POST /api/workflows', { body: cycle })
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ code: 'WORKFLOW_INVALID', kind: 'invalid' })
    expect(body.error.problems[0]).toMatchObject({ code: 'CYCLE' })
    expect(body.error.problems[0]).toHaveProperty('node_id')
    expect(body.error.request_id).toBeTruthy()
  })

  test.each([
    ['an unknown node type', { name: 'x', nodes: { a: { type: 'nope' } } }],
    ['nodes that are a list', { name: 'x', nodes: [] }],
    ['a list', []],
    ['no name', { nodes: {} }],
    [
      'an edge to nowhere',
      { name: 'x', nodes: { a: { type: 'noop' } }, edges: [{ source: 'a', target: 'z' }] },
    ],
    ['a node id with a space', { name: 'x', nodes: { 'a b': { type: 'noop' } } }],
    ['text that cannot be stored', { name: 'x', nodes: { a: { type: 'noop', notes: 'a\u0000b' } } }],
  ])('refuses %s', async (_what, body) => {
    const answer = await api.call('POST /api/workflows', { body })
    expect([answer.status, answer.body.error.code]).toEqual([422, 'WORKFLOW_INVALID'])
    expect(answer.body.error.problems.length).toBeGreaterThan(0)
  })

  test.each([
    ['JSON that ends early', '{"name":', 400],
    ['a key that changes the prototype', '{"name":"x","nodes":{},"__proto__":{"a":1}}', 400],
    [
      'JSON nested 100,000 deep',
      `{"name":"x","nodes":{},"metadata":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      400,
    ],
  ])('refuses %s', async (_what, rawBody, status) => {
    const answer = await api.call('POST /api/workflows', { rawBody })
    expect([answer.status, answer.body.error.code]).toEqual([status, 'REQUEST_INVALID'])
  })

  test('refuses another media type', async () => {
    const answer = await api.call('POST /api/workflows', {
      rawBody: 'a: 1',
      headers: { 'content-type': 'text/csv' },
    })
    expect([answer.status, answer.body.error.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
  })

  test('takes a document at the limit and names the limit to one beyond it', async () => {
    const limit = 32 * 1024 * 1024
    const fill = (size: number) => {
      const head = '{"name":"large","nodes":{"a":{"type":"noop"}},"metadata":{"pad":['
      const words: string[] = []
      let length = head.length + 3
      while (length + 10_003 < size) {
        words.push(`"${'x'.repeat(10_000)}"`)
        length += 10_003
      }
      words.push(`"${'x'.repeat(size - length - 2)}"`)
      return `${head}${words.join(',')}]}}`
    }
    const atLimit = fill(limit)
    expect(atLimit.length).toBe(limit)
    expect((await api.call('POST /api/workflows', { rawBody: atLimit })).status).toBe(201)
    const beyond = await api.call('POST /api/workflows', { rawBody: `${atLimit} ` })
    expect([beyond.status, beyond.body.error.code]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(beyond.body.error.details).toEqual({ limit_bytes: limit })
  })
})

describe('GET /api/workflows', () => {
  test('pages through all of them without a repeat', async () => {
    for (let index = 0; index < 5; index += 1) await api.createWorkflow(pair(`paged ${index}`))
    const names: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await api.call(
        `GET /api/workflows?search=paged&limit=2&cursor=${cursor}`.replace(/&cursor=$/, ''),
      )
      names.push(...body.items.map((item: { name: string }) => item.name))
      cursor = body.next_cursor
    }
    expect(names.toSorted()).toEqual(['paged 0', 'paged 1', 'paged 2', 'paged 3', 'paged 4'])
  })

  test.each(['limit=0', 'limit=x', 'cursor=nonsense'])('refuses %s', async (query) => {
    const { status, body } = await api.call(`GET /api/workflows?${query}`)
    expect([status, body.error.code]).toEqual([400, 'REQUEST_INVALID'])
  })
})

describe('one workflow', () => {
  test('is read back with the document that was sent, unknown keys and all', async () => {
    const document = {
      ...pair('kept'),
      madeUp: { by: ['us'] },
      nodes: { a: { type: 'noop', extra: 1 } },
      edges: [],
    }
    const id = await api.createWorkflow(document)
    const { status, body, headers } = await api.call(`GET /api/workflows/${id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ workflow_id: id, version: 1, name: 'kept' })
    expect(body.document).toEqual(document)
    expect(headers.get('etag')).toBe('"1"')
  })

  test('is published again by whoever names the current version, and by nobody else', async () => {
    const id = await api.createWorkflow(pair('versions'))
    const put = (ifMatch: string | null) =>
      api.call(`PUT /api/workflows/${id}`, {
        body: pair('renamed'),
        headers: ifMatch === null ? {} : { 'if-match': ifMatch },
      })
    const without = await put(null)
    expect([without.status, without.body.error.code]).toEqual([428, 'IF_MATCH_REQUIRED'])
    const second = await put('1')
    expect([second.status, second.body.version]).toEqual([200, 2])
    const late = await put('"1"')
    expect([late.status, late.body.error.details]).toEqual([409, { current_version: 2 }])
    expect((await api.call(`GET /api/workflows/${id}?version=1`)).body.document.name).toBe('versions')
    expect((await api.call(`GET /api/workflows/${id}`)).body).toMatchObject({ version: 2, name: 'renamed' })
    expect((await api.call(`GET /api/workflows/${id}?version=9`)).status).toBe(404)
  })

  test('lets one of two concurrent changes through', async () => {
    const id = await api.createWorkflow(pair('raced'))
    const put = () =>
      api.call(`PUT /api/workflows/${id}`, { body: pair('raced'), headers: { 'if-match': '1' } })
    const statuses = (await Promise.all([put(), put(), put(), put()])).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 409, 409, 409])
  })

  test('is gone after it was deleted, and its versions and runs stay', async () => {
    const id = await api.createWorkflow(pair('deleted'))
    const execution = await api.run(id)
    expect((await api.call(`DELETE /api/workflows/${id}`)).status).toBe(204)
    expect((await api.call(`GET /api/workflows/${id}`)).status).toBe(404)
    expect((await api.call(`DELETE /api/workflows/${id}`)).status).toBe(404)
    expect((await api.call(`POST /api/workflows/${id}/execute`, { body: {} })).status).toBe(404)
    expect((await api.call(`GET /api/workflows/${id}?version=1`)).status).toBe(200)
    expect((await api.call(`GET /api/executions/${execution.execution_id}`)).body.status).toBe('completed')
    expect((await api.call('GET /api/workflows?search=deleted')).body.items).toEqual([])
  })

  test('is not deleted under a live execution unless that is cancelled', async () => {
    const id = await api.createWorkflow({
      name: 'busy',
      nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } },
    })
    const { body: started } = await api.call(`POST /api/workflows/${id}/execute`, { body: {} })
    const refused = await api.call(`DELETE /api/workflows/${id}`)
    expect([refused.status, refused.body.error.details]).toEqual([409, { live_executions: 1 }])
    expect((await api.call(`DELETE /api/workflows/${id}?cancel=true`)).status).toBe(204)
    expect((await api.call(`GET /api/executions/${started.execution_id}?wait=20`)).body.status).toBe(
      'cancelled',
    )
  })

  test.each([unknownId, 'nonsense', '%00'])('answers 404 for the id %s', async (id) => {
    const { status, body } = await api.call(`GET /api/workflows/${id}`)
    expect([status, body.error.code]).toEqual([404, 'WORKFLOW_NOT_FOUND'])
  })
})

/** The served reference holds for what the routes really answer. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

interface Operation {
  readonly tags: readonly string[]
  readonly parameters?: readonly { in: string; name: string; required?: boolean }[]
  readonly responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>
}

const noop = { name: 'told', nodes: { a: { type: 'noop' } } }

let api: TestApi
let executionId: string
let paths: Record<string, Record<string, Operation>>
beforeAll(async () => {
  api = await startTestApi()
  executionId = (await api.run(await api.createWorkflow(noop))).execution_id
  paths = (await api.callAsNobody('GET /api/openapi.json')).body.paths
})
afterAll(() => api?.close())

test.each([
  ['put', '/api/workflows/{id}', 'if-match', true],
  ['get', '/api/executions/{id}/events', 'last-event-id', false],
  ['post', '/api/executions/{id}/signals/{name}', 'idempotency-key', false],
  ['get', '/api/artifacts/{id}/content', 'range', false],
])('%s %s tells of the header %s', (...row) => {
  const [method, path, name, required] = row
  const headers = paths[path]?.[method]?.parameters?.filter((parameter) => parameter.in === 'header') ?? []
  expect(headers.find((header) => header.name === name)?.required ?? false).toBe(required)
  expect(headers.map((header) => header.name)).toContain(name)
})

test('an answer has the media type that the reference names', async () => {
  const stream = { headers: { accept: 'text/event-stream' } }
  const answers = [
    ['/api/schema/workflow.json', await api.call('GET /api/schema/workflow.json')],
    ['/api/executions/{id}/events', await api.call(`GET /api/executions/${executionId}/events`)],
    ['/api/executions/{id}/events', await api.call(`GET /api/executions/${executionId}/events`, stream)],
  ] as const
  for (const [path, { headers }] of answers) {
    const types = Object.keys(paths[path]?.get?.responses['200']?.content ?? {})
    expect(types).toContain(headers.get('content-type')?.split(';')[0])
  }
})

test('a refused document has no fields that the reference does not name', async () => {
  const { body } = await api.call('POST /api/workflows', { body: { nodes: {} } })
  const schema = paths['/api/workflows']?.post?.responses['422']?.content?.['application/json']?.schema
  const problem = JSON.stringify(schema)
  for (const key of Object.keys(body.error.problems[0])) expect(problem).toContain(`"${key}":`)
})

test('each route stands under one of a few headings', () => {
  const tags = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap((operation) => operation.tags),
  )
  expect(new Set(tags)).toEqual(
    new Set(['system', 'workflows', 'workers', 'limits', 'executions', 'approvals', 'artifacts']),
  )
})

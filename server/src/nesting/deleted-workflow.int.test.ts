/** A workflow that is deleted while a map works through its items with it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { waitFor } from '../testing/wait-for.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

interface StartedMap {
  readonly name: string
  readonly workflowId: string
  readonly executionId: string
  /** Of the items whose turn has come. */
  running(): Promise<readonly string[]>
}

/** Five items, two at once, each of which waits for a signal. */
async function startMap(params: Record<string, unknown>, node: object = {}): Promise<StartedMap> {
  const name = `Bills ${randomUUID()}`
  const workflowId = await api.createWorkflow({
    name,
    nodes: { ask: { type: 'signal', params: { name: 'go' } } },
    edges: [],
  })
  const mapId = await api.createWorkflow({
    name: 'Map',
    nodes: {
      each: {
        type: 'map',
        params: { items: [1, 2, 3, 4, 5].map((n) => ({ n })), workflow: name, concurrency: 2, ...params },
        ...node,
      },
    },
    edges: [],
  })
  const { body } = await api.call(`POST /api/workflows/${mapId}/execute`, { body: {} })
  const executionId: string = body.execution_id
  const running = async () => {
    const path = `GET /api/executions/${executionId}/children?status=running`
    const { items } = (await api.call(path)).body
    return items.map((item: { execution_id: string }) => item.execution_id)
  }
  await waitFor(async () => (await running()).length === 2)
  return { name, workflowId, executionId, running }
}

/** As it is when the deletion comes between two items: while one runs it is refused. */
function deleteBetweenItems({ workflowId }: StartedMap) {
  return api.pool.query('UPDATE workflow_definitions SET deleted_at = now() WHERE id = $1', [workflowId])
}

async function finish({ executionId, running }: StartedMap) {
  for (const [index, id] of (await running()).entries()) {
    await api.call(`POST /api/executions/${id}/signals/go`, { body: { index } })
  }
  return (await api.call(`GET /api/executions/${executionId}?wait=20`)).body
}

async function startedItems(executionId: string): Promise<number> {
  const { rows } = await api.pool.query(
    'SELECT count(*)::int AS count FROM workflow_executions WHERE parent_execution_id = $1',
    [executionId],
  )
  return rows[0].count
}

test('what runs ends with its result, nothing more is started, and the node fails naming the workflow', async () => {
  const map = await startMap({})
  await deleteBetweenItems(map)
  const report = await finish(map)
  expect(report).toMatchObject({ status: 'failed', error: { code: 'INVALID_PARAMS', retryable: false } })
  expect(report.error.message).toContain(`The workflow ${map.name} was deleted`)
  expect(report.error.details.items[0].details).toEqual({
    cause: 'WORKFLOW_NOT_FOUND',
    workflowId: map.workflowId,
  })
  expect(await startedItems(map.executionId)).toBe(2)
  const { counts } = (await api.call(`GET /api/executions/${map.executionId}/children`)).body
  expect(counts).toMatchObject({ total: 5, running: 0 })
  expect(counts.completed).toBeGreaterThan(0)
})

test('a map that goes on without failed items completes, with null for those that were not started', async () => {
  const map = await startMap({ onItemFailure: 'continue' })
  await deleteBetweenItems(map)
  const report = await finish(map)
  expect(report).toMatchObject({ status: 'completed' })
  expect(report.output.slice(2)).toEqual([null, null, null])
  expect(report.output.slice(0, 2).every((output: unknown) => output !== null)).toBe(true)
  expect(await startedItems(map.executionId)).toBe(2)
})

test('deleting is refused while items run; when it cancels them no others take their places', async () => {
  const map = await startMap({ onItemFailure: 'continue' })
  const path = `DELETE /api/workflows/${map.workflowId}`
  const refused = await api.call(path)
  expect([refused.status, refused.body.error.code]).toEqual([409, 'WORKFLOW_BUSY'])
  expect((await api.call(`${path}?cancel=true`)).status).toBe(204)
  const report = (await api.call(`GET /api/executions/${map.executionId}?wait=20`)).body
  expect(report).toMatchObject({ status: 'completed', output: [null, null, null, null, null] })
  expect(await startedItems(map.executionId)).toBe(2)
})

test('trying again does not bring it back: the tries end with the same reason', async () => {
  const retry = { maxAttempts: 3, delayMs: 10, backoff: 'fixed', jitter: false }
  const map = await startMap({}, { retry })
  expect((await api.call(`DELETE /api/workflows/${map.workflowId}?cancel=true`)).status).toBe(204)
  const report = (await api.call(`GET /api/executions/${map.executionId}?wait=20`)).body
  expect(report.status).toBe('failed')
  expect(report.error.message).toContain('was deleted')
  expect(await startedItems(map.executionId)).toBe(2)
})

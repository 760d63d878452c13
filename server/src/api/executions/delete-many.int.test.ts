/** What goes with an execution that is deleted. */
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ContentMissingError } from '../../artifacts/artifact-store.ts'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { startTestBucket, type TestBucket } from '../../testing/test-bucket.ts'
import { waitFor } from '../../testing/wait-for.ts'

const big = { type: 'transform', params: { expression: '$join([1..20000].("item " & $string($)))' } }
const leavesFiles = {
  name: 'leaves files',
  nodes: {
    files: {
      type: 'shell',
      params: { script: 'echo one > $HEDDLE_ARTIFACTS/1; echo two > $HEDDLE_ARTIFACTS/2' },
    },
    big,
  },
}

let bucket: TestBucket
let apis: Record<string, TestApi>
beforeAll(async () => {
  bucket = await startTestBucket()
  const { endpoint, bucket: name, accessKey, secretKey } = bucket.options
  apis = {
    'the data folder': await startTestApi(),
    'a bucket': await startTestApi({
      env: {
        HEDDLE_S3_ENDPOINT: endpoint ?? '',
        HEDDLE_S3_BUCKET: name,
        HEDDLE_S3_ACCESS_KEY: accessKey,
        HEDDLE_S3_SECRET_KEY: secretKey,
        HEDDLE_S3_TIMEOUT_MS: '10000',
        HEDDLE_RETRIES: '0',
        HEDDLE_BREAKER_FAILURES: '2',
      },
    }),
  }
})
afterAll(async () => {
  for (const api of Object.values(apis ?? {})) await api.close()
  await bucket?.dispose()
})

const getApi = (where: string): TestApi => {
  const api = apis[where]
  if (api === undefined) throw new Error(`There is no server on ${where}`)
  return api
}
const remove = (api: TestApi, executionIds: string[]) =>
  api.call('POST /trpc/executions.deleteMany', { body: { executionIds } })

async function listKeys(api: TestApi, executionId: string): Promise<string[]> {
  const { rows } = await api.pool.query<{ key: string }>(
    `SELECT storage_key AS key FROM artifacts WHERE execution_id = $1
     UNION SELECT output_ref->>'key' FROM node_states WHERE execution_id = $1 AND output_ref IS NOT NULL`,
    [executionId],
  )
  return rows.map(({ key }) => key)
}

const isGone = (api: TestApi, key: string) =>
  api.running.artifacts.sizeOf(key).then(
    () => false,
    (error: unknown) => error instanceof ContentMissingError,
  )

test.each(['the data folder', 'a bucket'])('its files go with it from %s', async (where) => {
  const api = getApi(where)
  const { execution_id: id, status } = await api.run(await api.createWorkflow(leavesFiles))
  expect(status).toBe('completed')
  const keys = await listKeys(api, id)
  expect(keys).toHaveLength(3)
  for (const key of keys) expect(await isGone(api, key)).toBe(false)
  expect((await remove(api, [id])).body.result.data).toEqual({ done: 1, refused: [] })
  await waitFor(async () => (await Promise.all(keys.map((key) => isGone(api, key)))).every(Boolean), {
    what: 'the files to go',
  })
})

test('a file that another execution names as well stays', async () => {
  const api = getApi('the data folder')
  const workflowId = await api.createWorkflow(leavesFiles)
  const [first, second] = [await api.run(workflowId), await api.run(workflowId)]
  const [shared = '', ...others] = await listKeys(api, first.execution_id)
  await api.pool.query(
    `UPDATE node_states SET output_ref = jsonb_build_object('kind', 'stored', 'key', $2::text, 'sizeBytes', 4, 'sha256', '')
      WHERE execution_id = $1 AND node_id = 'big'`,
    [second.execution_id, shared],
  )
  await remove(api, [first.execution_id])
  await waitFor(async () => (await Promise.all(others.map((key) => isGone(api, key)))).every(Boolean))
  expect((await text(await api.running.artifacts.open(shared))).length).toBeGreaterThan(0)
})

test('a storage that is away keeps nobody from deleting, and its artifacts are refused with the reason', async () => {
  const api = getApi('a bucket')
  const { execution_id: id } = await api.run(await api.createWorkflow(leavesFiles))
  const { body: artifacts } = await api.call(`GET /api/executions/${id}/artifacts`)
  await bucket.kill()
  const { status, body } = await api.call(`GET /api/artifacts/${artifacts.items[0].artifact_id}/content`)
  expect([status, body.error.code]).toEqual([503, 'STORAGE_UNAVAILABLE'])
  expect((await remove(api, [id])).body.result.data).toEqual({ done: 1, refused: [] })
  const health = await waitFor(async () => {
    const { body: report } = await api.callAsNobody('GET /health')
    return report.status === 'degraded' ? report : null
  })
  expect(health.parts.storage.status).toBe('down')
  expect(health.breakers).toContainEqual(expect.objectContaining({ name: 'storage', state: 'open' }))
  await bucket.start()
})

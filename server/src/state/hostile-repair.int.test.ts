/** Repairs beside work: two servers move executions while their rows are damaged and both repair what they find. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DamageKind, inflict } from '../testing/damage.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let redis: Awaited<ReturnType<typeof startTestRedis>>
const servers: TestApi[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  redis = await startTestRedis()
  for (let count = 0; count < 2; count += 1) {
    servers.push(await startTestApi({ databaseUrl: database.url, env: { REDIS_URL: redis.url } }))
  }
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await database?.drop()
  await redis?.stop()
})

/** Kinds that leave the events alone: from them everything can be told. */
const kinds: readonly DamageKind[] = ['row with another status', 'lost row', 'wrong counter', 'extra row']
const length = 12
const runs = 8

function serverAt(place: number): TestApi {
  const server = servers[place % servers.length]
  if (server === undefined) throw new RangeError('no server')
  return server
}

async function checkUp(repair: 'nothing' | 'what-is-damaged', place: number) {
  const server = serverAt(place)
  const begun = await server.call('POST /trpc/doctor.begin', { body: { repair } })
  // The other server is at it.
  if (begun.status === 409) return null
  expect(begun.status).toBe(200)
  return waitFor(
    async () => {
      const { body } = await server.call('GET /trpc/doctor.last')
      return body.result?.data?.status === 'running' ? null : body.result?.data
    },
    { what: 'the check to end' },
  )
}

test('work that is repaired while it goes on ends as if nothing had happened', async () => {
  const ids = Array.from({ length }, (_, at) => `n${at}`)
  const workflowId = await serverAt(0).createWorkflow({
    name: 'damaged at work',
    nodes: Object.fromEntries(ids.map((id) => [id, { type: 'wait', params: { durationMs: 300 } }])),
    edges: ids.slice(1).map((target, at) => ({ source: `n${at}`, target })),
  })
  const executionIds = await Promise.all(
    Array.from({ length: runs }, async (_, at) => {
      const { body } = await serverAt(at).call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
      return body.execution_id as string
    }),
  )
  const reports = Promise.all(
    executionIds.map(async (id) => (await serverAt(0).call(`GET /api/executions/${id}?wait=40`)).body),
  )
  for (const [at, executionId] of [...executionIds, ...executionIds].entries()) {
    const kind = kinds[at % kinds.length] ?? 'lost row'
    await inflict({ pool: serverAt(0).pool, executionId }, { kind, where: 0.5, how: (at % 7) / 7 })
    await Promise.all([checkUp('what-is-damaged', at), checkUp('what-is-damaged', at + 1)])
  }
  expect((await reports).map(({ status }) => status)).toEqual(executionIds.map(() => 'completed'))
  const last = await waitFor(() => checkUp('nothing', 0), { what: 'the last check' })
  expect(last).toMatchObject({ checked: runs, damaged: 0 })
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS ends FROM execution_events WHERE type = 'node_completed' GROUP BY execution_id`,
  )
  expect(rows).toEqual(executionIds.map(() => ({ ends: length })))
}, 90_000)

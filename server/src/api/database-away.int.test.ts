/** What people, programs and watchers are told while the database is away, and that all goes on afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyMigrations } from '../ops/apply-migrations.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../ops/embedded-postgres.ts'
import { createLogger } from '../ops/logger.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type WatchMessage, watchMessages } from './executions/watch-messages.ts'

const logger = createLogger('silent')
const waiting = { name: 'waiting', nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } } }

let dataDir: string
let postgres: EmbeddedPostgres
let api: TestApi
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heddle-away-'))
  postgres = await startEmbeddedPostgres({ dataDir, logger })
  await applyMigrations({ url: postgres.url, logger })
  api = await startTestApi({ databaseUrl: postgres.url })
})
afterAll(async () => {
  await api?.close()
  await postgres?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Somebody who signed in long enough ago that nobody remembers who the cookie is of. */
async function signInAsOwner(): Promise<string> {
  const owner = { name: 'Mara', email: 'mara@example.org', password: 'a-long-password' }
  const token = await api.ownerSetup.ensureSetupToken()
  const headers = { origin: api.url }
  await api.callAsNobody('POST /trpc/account.createOwner', { body: { ...owner, token }, headers })
  const body = { email: owner.email, password: owner.password }
  const answer = await api.callAsNobody('POST /api/auth/sign-in/email', { body, headers })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

test('requests are refused with a reason, watchers wait, and both go on when it is back', async () => {
  const workflowId = await api.createWorkflow(waiting)
  const { body: started } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const executionId = started.execution_id
  const messages: WatchMessage[] = []
  const parts = { db: api.pool, bus: api.running.bus }
  const watching = (async () => {
    const request = { executionId, lastId: null, logs: 'none', signal: undefined } as const
    for await (const { message } of watchMessages(parts, request)) messages.push(message)
  })()
  await waitFor(() => messages.length > 0)

  const cookie = await signInAsOwner()
  const { url } = postgres
  await postgres.stop()
  const signedIn = await api.callAsNobody('GET /trpc/account.me', { headers: { cookie } })
  expect(signedIn.status).toBe(503)
  for (const call of [
    'GET /api/workflows',
    `POST /api/workflows/${workflowId}/execute`,
    `GET /api/executions/${executionId}`,
  ]) {
    const { status, body, headers } = await api.call(call)
    expect([call, status, body.error.code, body.error.kind]).toEqual([
      call,
      503,
      'DATABASE_UNAVAILABLE',
      'unavailable',
    ])
    expect(headers.get('retry-after')).toBeTruthy()
  }
  const health = await api.callAsNobody('GET /health')
  expect([health.status, health.body.status, health.body.parts.database.status]).toEqual([
    503,
    'down',
    'down',
  ])
  expect(health.body.breakers).toContainEqual(expect.objectContaining({ name: 'database', state: 'open' }))

  postgres = await startEmbeddedPostgres({ dataDir, logger })
  expect(postgres.url).toBe(url)
  const cancelled = await waitFor(async () => {
    const { status } = await api.call(`POST /api/executions/${executionId}/cancel`)
    return status === 200
  })
  expect(cancelled).toBe(true)
  await watching
  const events = messages.flatMap((message) => (message.kind === 'events' ? message.events : []))
  expect(events.map((event) => event.type)).toContain('execution_cancelled')
})

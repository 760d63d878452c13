/** Live views of an execution that another server moves, while Redis is killed between the two and comes back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { startOwnRedis, type TestRedis } from '../../testing/test-redis.ts'
import { waitFor } from '../../testing/wait-for.ts'

const waiting = { name: 'waiting', nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } } }
/**
 * With Redis a move is told at once, and without it the database is asked once a second. By itself it would be asked
 * every five: of moves one after the other all but the first would take that long.
 */
const TOLD_MS = 4_500

let redis: TestRedis
let database: TestDatabase
/** One moves executions, the other one shows them. */
let mover: TestApi
let viewer: TestApi
beforeAll(async () => {
  redis = await startOwnRedis()
  database = await createTestDatabase()
  const options = { databaseUrl: database.url, env: { REDIS_URL: redis.url, DATABASE_URL: database.url } }
  mover = await startTestApi(options)
  viewer = await startTestApi(options)
  await untilHealth('ok')
})
afterAll(async () => {
  await viewer?.close()
  await mover?.close()
  await redis?.stop()
  await database?.drop()
})

async function untilHealth(status: string): Promise<void> {
  for (const api of [mover, viewer]) {
    await waitFor(async () => (await api.callAsNobody('GET /health')).body.status === status, {
      what: `the health to be ${status}`,
    })
  }
}

async function stateOfBreaker(name: string): Promise<string | undefined> {
  const { body } = await viewer.callAsNobody('GET /health')
  return body.breakers.find((breaker: { name: string }) => breaker.name === name)?.state
}

/** Collects numbers of events as an outsider gets them, over one connection that is never made again. */
async function subscribe(executionId: string) {
  const response = await fetch(`${viewer.url}/api/executions/${executionId}/events`, {
    headers: { authorization: `Bearer ${testKey}`, accept: 'text/event-stream' },
  })
  const seqs: number[] = []
  const reading = (async () => {
    let rest = ''
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + Buffer.from(chunk).toString()).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const seq = /^id: (\d+)$/m.exec(block)?.[1]
        if (seq !== undefined) seqs.push(Number(seq))
      }
    }
  })()
  return { seqs, reading }
}

async function startWaiting(): Promise<string> {
  const workflowId = await mover.createWorkflow(waiting)
  const { body } = await mover.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  return body.execution_id
}

test('an open stream goes on without Redis and after it, with no gap and nothing twice', async () => {
  const executionId = await startWaiting()
  const { seqs, reading } = await subscribe(executionId)
  /** Commits on the one server, and waits until the other one's stream has told it. */
  const move = async (action: 'pause' | 'resume' | 'cancel') => {
    const { body } = await mover.call(`POST /api/executions/${executionId}/${action}`)
    expect(body.last_seq).toBeGreaterThan(0)
    await waitFor(() => seqs.includes(body.last_seq), { deadlineMs: TOLD_MS, what: `event ${body.last_seq}` })
  }
  await move('pause')
  await move('resume')

  await redis.kill()
  await untilHealth('degraded')
  const { body: health, status } = await viewer.callAsNobody('GET /health')
  expect([status, health.parts.redis.status, health.parts.database.status]).toEqual([200, 'down', 'ok'])
  await waitFor(async () => (await stateOfBreaker('redis')) === 'open', { what: 'the breaker to open' })
  for (const action of ['pause', 'resume', 'pause', 'resume'] as const) await move(action)

  await redis.restart()
  await untilHealth('ok')
  expect(await stateOfBreaker('redis')).toBe('closed')
  for (const action of ['pause', 'resume', 'pause', 'resume'] as const) await move(action)
  await move('cancel')
  await reading
  expect(seqs).toEqual(seqs.map((_, at) => at + 1))
})

test('events of the moment in which it went and came back are not lost', async () => {
  const executionId = await startWaiting()
  const { seqs, reading } = await subscribe(executionId)
  await waitFor(() => seqs.length > 0)
  await redis.kill()
  const moves = ['pause', 'resume', 'pause', 'resume', 'pause', 'resume']
  for (const action of moves) await mover.call(`POST /api/executions/${executionId}/${action}`)
  await redis.restart()
  for (const action of moves) await mover.call(`POST /api/executions/${executionId}/${action}`)
  const { body } = await mover.call(`POST /api/executions/${executionId}/cancel`)
  await waitFor(() => seqs.includes(body.last_seq), { what: 'the last event' })
  await reading
  expect(seqs).toEqual(seqs.map((_, at) => at + 1))
  await untilHealth('ok')
})

test('lists are told to read again while nobody can say what moved', async () => {
  const leaving = new AbortController()
  const response = await fetch(`${viewer.url}/trpc/executions.changes`, {
    headers: { authorization: `Bearer ${testKey}`, accept: 'text/event-stream' },
    signal: leaving.signal,
  })
  let told = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) told += Buffer.from(chunk).toString()
  })().catch(() => undefined)
  await redis.kill()
  await waitFor(() => told.includes('"executionIds":[]'))
  await redis.restart()
  await untilHealth('ok')
  leaving.abort()
  await reading
})

test('a line that cannot be counted is not told as empty while nobody knows yet that Redis hangs', async () => {
  const workflowId = await mover.createWorkflow({
    name: 'for nobody',
    nodes: { a: { type: 'noop', workerGroup: 'nobody' } },
    edges: [],
  })
  const { body: run } = await mover.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const readWaiting = async () => (await viewer.callAsNobody('GET /health')).body.parts.queue.detail
  await waitFor(async () => (await readWaiting()).startsWith('1 waiting'), { what: 'the node to wait' })
  redis.signal('SIGSTOP')
  const seen = new Set<string>()
  await waitFor(
    async () => {
      const { body } = await viewer.callAsNobody('GET /health')
      seen.add(body.parts.queue.detail.split(';')[0])
      return body.status === 'degraded'
    },
    { what: 'the health to be degraded' },
  )
  redis.signal('SIGCONT')
  expect([...seen]).not.toContain('0 waiting')
  await untilHealth('ok')
  await mover.call(`POST /api/executions/${run.execution_id}/cancel`)
})

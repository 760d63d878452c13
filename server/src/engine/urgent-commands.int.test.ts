import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import { commitLanes } from './group-commit.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let running: TestEngine

beforeAll(async () => {
  database = await createTestDatabase()
  running = await startTestEngine({ url: database.url, isShared: true })
  // Nothing is to move but by command.
  running.worker.drain()
})
afterAll(async () => {
  await running.stop()
  await database.drop()
})

/** Makes the next commit of the execution wait until it is let go. */
async function hold(executionId: string) {
  const client = await database.pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT 1 FROM workflow_executions WHERE id = $1 FOR UPDATE', [executionId])
  return async () => {
    await client.query('ROLLBACK')
    client.release()
  }
}

async function countWaitingForLocks(): Promise<number> {
  const text = `SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return (await database.pool.query(text)).rows[0].waiting
}

test('what a person commands does not stand behind commits that take long', async () => {
  const { engine } = running
  const workflowId = await running.publish({ name: 'one', nodes: { only: { type: 'noop' } } })
  const ids = await Promise.all(Array.from({ length: commitLanes }, () => running.start(workflowId)))
  const other = await running.start(workflowId)
  const letGo = await Promise.all(ids.map(hold))
  const reports: Promise<unknown>[] = []
  for (const [at, id] of ids.entries()) {
    const claim = { type: 'start-attempt', now: Date.now(), nodeIndex: 0, attempt: 1, workerId: 'w' } as const
    reports.push(engine.submit(id, claim))
    await waitFor(async () => (await countWaitingForLocks()) === at + 1, { what: `commit ${at + 1} to wait` })
  }
  await engine.control(other, 'pause', null)
  await engine.control(other, 'resume', null)
  expect(await countWaitingForLocks()).toBe(commitLanes)
  for (const end of letGo) await end()
  expect(await Promise.all(reports)).toMatchObject(ids.map(() => ({ ok: true })))
})

test('commands of people and reports of workers to one execution keep their order', async () => {
  const { engine } = running
  const workflowId = await running.publish({ name: 'two', nodes: { only: { type: 'noop' } } })
  const id = await running.start(workflowId)
  const letGo = await hold(id)
  const claim = { type: 'start-attempt', now: Date.now(), nodeIndex: 0, attempt: 1, workerId: 'w' } as const
  const order: string[] = []
  const all = [
    engine.submit(id, claim).then(() => order.push('claim')),
    engine.control(id, 'pause', null).then(() => order.push('pause')),
    engine.control(id, 'resume', null).then(() => order.push('resume')),
  ]
  await waitFor(async () => (await countWaitingForLocks()) > 0, { what: 'the commit to wait' })
  await letGo()
  await Promise.all(all)
  expect(order).toEqual(['claim', 'pause', 'resume'])
})

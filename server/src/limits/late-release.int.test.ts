/** Slots are given back after the commit that ends an attempt, and that may take its time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listLeaseHolders } from '../store/limit-leases.ts'
import { giveSlotsOn } from '../store/next-in-line.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const giveOn = (executionId: string) => giveSlotsOn(database.pool, [{ executionId, nodeIndex: 0 }])

const givenText = `
INSERT INTO limit_leases (workspace_id, key, execution_id, node_index, attempt, acquired_at, slots)
VALUES ('default', 'key', $1, 0, 2, now(), 1)`

test('a slot that is given back late is not that of the next attempt', async () => {
  let attempt = 0
  const mayEnd = Promise.withResolvers<void>()
  const engine = await startTestEngine({
    url: database.url,
    runAttempt: async (job) => {
      attempt = job.attempt
      await mayEnd.promise
      return completeAtOnce(job)
    },
  })
  const holders = () => listLeaseHolders(database.pool, { workspaceId: 'default', key: 'key' })
  try {
    const only = { type: 'noop', concurrencyKey: 'key', concurrencyLimit: 1 }
    const workflowId = await engine.publish({ name: 'keyed', nodes: { only } })
    const executionId = await engine.start(workflowId)
    await waitFor(() => attempt === 1, { what: 'the attempt' })
    // As after the commit that queued the node, had it been slow.
    await giveOn(executionId)
    expect(await holders()).toMatchObject([{ executionId, attempt: 1 }])
    mayEnd.resolve()
    expect(await engine.untilFinished(executionId)).toBe('completed')
    await waitFor(async () => (await holders()).length === 0, { what: 'the slot to be free' })
  } finally {
    mayEnd.resolve()
    await engine.stop()
  }
})

test('a slot of a node that is over is given back, also where it never ran', async () => {
  const engine = await startTestEngine({ url: database.url })
  try {
    const workflowId = await engine.publish({ name: 'x', nodes: { only: { type: 'noop' } } })
    const executionId = await engine.start(workflowId)
    await engine.untilFinished(executionId)
    await database.pool.query(givenText, [executionId])
    await giveOn(executionId)
    expect((await database.pool.query('SELECT FROM limit_leases')).rows).toEqual([])
  } finally {
    await engine.stop()
  }
})

/** A task may be delivered twice to the same worker, which must not make two of its attempt, whatever breaks meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installBends, installFault } from '../engine/fault-points.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
})

test('a task that is delivered twice runs once, though the answer to its claim is lost', async () => {
  let runs = 0
  const mayEnd = Promise.withResolvers<void>()
  const engine = await startTestEngine({
    url: database.url,
    runAttempt: async (job) => {
      runs += 1
      await mayEnd.promise
      return completeAtOnce(job)
    },
  })
  let claims = 0
  let isClaimed = false
  const mayClaim = Promise.withResolvers<void>()
  installBends({
    claim: async (_task, claim) => {
      claims += 1
      await mayClaim.promise
      isClaimed = true
      return claim()
    },
  })
  let isLost = false
  installFault('after-commit', () => {
    if (!isClaimed || isLost) return
    isLost = true
    throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
  })
  try {
    // With a key, so that the node goes by the queue.
    const only = { type: 'noop', concurrencyKey: 'key', concurrencyLimit: 1 }
    const workflowId = await engine.publish({ name: 'single', nodes: { only } })
    const executionId = await engine.start(workflowId)
    await waitFor(() => claims === 1, { what: 'the first delivery' })
    await engine.engine.redelivery.offerNodes([{ executionId, nodeIndex: 0 }])
    // Claimed as well, or dropped with its slot.
    await waitFor(() => claims === 2 || engine.worker.used === 1, { what: 'the second delivery' })
    mayClaim.resolve()
    await waitFor(() => runs > 0, { what: 'the attempt' })
    await engine.engine.untilIdle()
    mayEnd.resolve()
    expect(await engine.untilFinished(executionId)).toBe('completed')
    expect([isLost, runs]).toEqual([true, 1])
    await waitFor(() => engine.worker.used === 0, { what: 'all slots to be free' })
  } finally {
    installBends({})
    installFault('after-commit', null)
    mayClaim.resolve()
    mayEnd.resolve()
    await engine.stop()
  }
})

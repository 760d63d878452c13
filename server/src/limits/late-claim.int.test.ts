/** A worker that stands still between the gate and its claim must not add to those who took the slot meanwhile. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { installBends } from '../engine/fault-points.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const document = {
  name: 'keyed',
  nodes: { only: { type: 'noop', concurrencyKey: 'key', concurrencyLimit: 1 } },
}

test('a start that comes too late for its slot is handed back and waits for the next one', async () => {
  const running = new Set<string>()
  let most = 0
  const mayEnd = Promise.withResolvers<void>()
  const runAttempt: RunAttempt = async (job) => {
    running.add(job.execution.id)
    most = Math.max(most, running.size)
    await mayEnd.promise
    running.delete(job.execution.id)
    return completeAtOnce(job)
  }
  const options = { url: database.url, isShared: true, runAttempt }
  const [slow, quick] = [await startTestEngine(options), await startTestEngine(options)]
  const mayClaim = Promise.withResolvers<void>()
  let held = ''
  installBends({
    claim: async (task, claim) => {
      if (held === '') held = task.executionId
      if (task.executionId === held) await mayClaim.promise
      return claim()
    },
  })
  try {
    const workflowId = await slow.publish(document)
    const first = await slow.start(workflowId)
    await waitFor(() => held === first, { what: 'the first claim' })
    // Eleven seconds pass, by the clocks of the database and of the worker.
    await database.pool.query(`UPDATE limit_leases SET acquired_at = acquired_at - interval '11 seconds'`)
    const real = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => real() + 11_000)
    const second = await quick.start(workflowId)
    await waitFor(() => running.has(second), { what: 'the second one to run' })
    mayClaim.resolve()
    await waitFor(
      async () => {
        const text = `SELECT FROM execution_events WHERE execution_id = $1 AND type = 'attempt_lost'`
        return running.has(first) || (await database.pool.query(text, [first])).rows.length > 0
      },
      { what: 'the late start to run or to be handed back' },
    )
    expect(most).toBe(1)
    mayEnd.resolve()
    expect(await quick.untilFinished(second)).toBe('completed')
    expect(await slow.untilFinished(first)).toBe('completed')
    expect(most).toBe(1)
  } finally {
    vi.restoreAllMocks()
    installBends({})
    mayClaim.resolve()
    mayEnd.resolve()
    await slow.stop()
    await quick.stop()
  }
})

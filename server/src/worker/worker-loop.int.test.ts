/** What a worker does with attempts that were taken from it, and with those whose start is on its way when it stops. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installBends } from '../engine/fault-points.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from './attempt-job.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
})

test('a worker that gets a node again ends the attempt that it was given up for', async () => {
  const signals = new Map<number, AbortSignal>()
  const runAttempt: RunAttempt = async (job) => {
    signals.set(job.attempt, job.signal)
    if (job.attempt === 1) await new Promise((resolve) => job.signal.addEventListener('abort', resolve))
    return completeAtOnce(job)
  }
  const { engine, worker, publish, start, untilFinished, stop } = await startTestEngine({
    url: database.url,
    runAttempt,
  })
  try {
    const id = await start(await publish({ name: 'single', nodes: { only: { type: 'noop' } } }))
    await waitFor(() => signals.has(1), { what: 'the first attempt' })
    const address = { nodeIndex: 0, attempt: 1, workerId: worker.id }
    await engine.submit(id, { type: 'lose-attempt', now: Date.now(), ...address, reason: 'worker_lost' })
    expect(await untilFinished(id)).toBe('completed')
    expect(signals.get(1)?.aborted).toBe(true)
    await waitFor(() => worker.used === 0, { what: 'both slots to be free' })
  } finally {
    await stop()
  }
})

test('a worker that stops runs nothing whose start is on its way, and hands it back', async () => {
  let runs = 0
  const stopping = await startTestEngine({
    url: database.url,
    runAttempt: async (job) => {
      runs += 1
      return completeAtOnce(job)
    },
  })
  let isClaiming = false
  const mayClaim = Promise.withResolvers<void>()
  installBends({
    claim: async (_task, claim) => {
      isClaiming = true
      await mayClaim.promise
      return claim()
    },
  })
  try {
    // With a key, so that the node goes by the queue.
    const only = { type: 'noop', concurrencyKey: 'key', concurrencyLimit: 1 }
    const id = await stopping.start(await stopping.publish({ name: 'single', nodes: { only } }))
    await waitFor(() => isClaiming, { what: 'the claim' })
    const stopped = stopping.worker.stop()
    mayClaim.resolve()
    await stopped
    const { rows } = await stopping.pool.query(
      `SELECT data->>'reason' AS reason FROM execution_events WHERE execution_id = $1 AND type = 'attempt_lost'`,
      [id],
    )
    expect(rows).toEqual([{ reason: 'handed_back' }])
    await waitFor(() => stopping.worker.used === 0, { what: 'its slot to be free' })
    expect(runs).toBe(0)
  } finally {
    installBends({})
    mayClaim.resolve()
    await stopping.stop()
  }
})

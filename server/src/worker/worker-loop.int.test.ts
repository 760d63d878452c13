/** What a worker does with attempts that were taken from it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
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

/** Who is offered a slot that becomes free, or a start that its rate allows, on a real database. */
import { beforeEach, expect, test } from 'vitest'
import { giveSlotsOn, listNextForFreeSlots, listNextForRates } from '../store/next-in-line.ts'
import { completeAtOnce } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'

const testEngines = useTestEngines({ isShared: true })
beforeEach(() => testEngines.pool.query('TRUNCATE limit_leases, limit_waits, node_states'))
const keys = [{ workspaceId: 'default', key: 'crane' }]

const idsOf = (nodes: readonly { executionId: string }[]) => nodes.map(({ executionId }) => executionId)

/** One has what only one may have at a time; three wait, in this order. */
async function standInLine(limit: object) {
  const engine = await testEngines.start({
    runAttempt: async (job) => {
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve))
      return completeAtOnce(job)
    },
  })
  const workflowId = await engine.publish({ name: 'Lift', nodes: { only: { type: 'noop', ...limit } } })
  const rowsOf = async (text: string) => (await testEngines.pool.query(text)).rows.length
  const first = await engine.start(workflowId)
  await waitFor(async () => (await rowsOf(`SELECT FROM node_states WHERE status = 'running'`)) === 1, {
    what: 'the first one to run',
  })
  const usual = await engine.start(workflowId)
  const urgent = await engine.start(workflowId, { priority: 9 })
  const soon = await engine.start(workflowId, { priority: 5 })
  await waitFor(async () => (await rowsOf('SELECT FROM limit_waits')) === 3, { what: 'the others to wait' })
  return { first, usual, urgent, soon }
}

test('the first in line alone is offered a slot, and the next one where it does not come for it', async () => {
  const { pool } = testEngines
  const { first, urgent, soon } = await standInLine({ concurrencyKey: 'crane', concurrencyLimit: 1 })
  const ended = [{ executionId: first, nodeIndex: 0 }]

  expect(await giveSlotsOn(pool, ended)).toEqual([])
  expect(await listNextForFreeSlots(pool, keys)).toEqual([])

  await pool.query(`UPDATE node_states SET status = 'completed' WHERE execution_id = $1`, [first])
  expect(idsOf(await giveSlotsOn(pool, ended))).toEqual([urgent])
  expect(idsOf(await listNextForFreeSlots(pool, keys))).toEqual([urgent, soon])
})

test('of those whose rate allows a start again as many as may start come first, whoever rang', async () => {
  const { usual, urgent } = await standInLine({ rateLimit: { key: 'registry', limit: 1, perSeconds: 3600 } })
  const rung = [{ executionId: usual, nodeIndex: 0 }]
  expect(idsOf(await listNextForRates(testEngines.pool, rung))).toEqual([urgent])
})

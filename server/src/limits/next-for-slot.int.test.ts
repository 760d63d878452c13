/** Who is offered a slot that becomes free, on a real database. */
import { expect, test } from 'vitest'
import { giveSlotsOn, listNextForFreeSlots } from '../store/give-slots-on.ts'
import { completeAtOnce } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'

const testEngines = useTestEngines({ isShared: true })
const keys = [{ workspaceId: 'default', key: 'crane' }]

/** One holds the only slot for ever; three wait, in this order. */
async function fillOneSlot() {
  const engine = await testEngines.start({
    runAttempt: async (job) => {
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve))
      return completeAtOnce(job)
    },
  })
  const only = { type: 'noop', concurrencyKey: 'crane', concurrencyLimit: 1 }
  const workflowId = await engine.publish({ name: 'Lift', nodes: { only } })
  const count = async (table: string) => (await testEngines.pool.query(`SELECT FROM ${table}`)).rows.length
  const holder = await engine.start(workflowId)
  await waitFor(async () => (await count('limit_leases')) === 1, { what: 'the slot to be held' })
  await engine.start(workflowId)
  const urgent = await engine.start(workflowId, { priority: 9 })
  const soon = await engine.start(workflowId, { priority: 5 })
  await waitFor(async () => (await count('limit_waits')) === 3, { what: 'the others to wait' })
  return { holder, urgent, soon }
}

test('the first in line alone is offered a slot, and the next one where it does not come for it', async () => {
  const { pool } = testEngines
  const { holder, urgent, soon } = await fillOneSlot()
  const ended = [{ executionId: holder, nodeIndex: 0 }]
  const idsOf = (nodes: readonly { executionId: string }[]) => nodes.map(({ executionId }) => executionId)

  expect(await giveSlotsOn(pool, ended)).toEqual([])
  expect(await listNextForFreeSlots(pool, keys)).toEqual([])

  await pool.query(`UPDATE node_states SET status = 'completed' WHERE execution_id = $1`, [holder])
  expect(idsOf(await giveSlotsOn(pool, ended))).toEqual([urgent])
  expect(idsOf(await listNextForFreeSlots(pool, keys))).toEqual([urgent, soon])
})

/** Who gets what of the nodes that ask together: on real rows, of nodes that nobody takes. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askLimits, type WantedLimits } from '../store/ask-limits.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let engine: TestEngine
let executionId: string

beforeAll(async () => {
  database = await createTestDatabase()
  engine = await startTestEngine({ url: database.url, capacity: 0 })
  const nodes = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`n${at}`, { type: 'noop' }]))
  executionId = await engine.start(await engine.publish({ name: 'idle', nodes }))
})
beforeEach(() => database.pool.query('TRUNCATE limit_leases, limit_waits, rate_starts'))
afterAll(async () => {
  await engine.stop()
  await database.drop()
})

type Wish = Partial<Pick<WantedLimits, 'concurrency' | 'rate'>> & { readonly attempt?: number }

/** Wishes by node; answers the nodes that are refused, and what for. */
async function ask(wishes: Readonly<Record<number, Wish>>): Promise<Record<string, string>> {
  const wanted = Object.entries(wishes).map(([node, { concurrency, rate, attempt = 1 }]) => ({
    node: { workspaceId: 'default', executionId, nodeIndex: Number(node), attempt },
    concurrency: concurrency ?? null,
    rate: rate ?? null,
  }))
  const answers = await askLimits(database.pool, wanted)
  return Object.fromEntries(
    answers.flatMap((answer, at) =>
      answer.isGranted ? [] : [[wanted[at]?.node.nodeIndex ?? -1, answer.until === null ? 'slot' : 'rate']],
    ),
  )
}

const slot = (limit: number, key = 'loom') => ({ concurrency: { key, limit } })
const start = (limit: number, perMs = 3_600_000) => ({ rate: { key: 'calls', limit, perMs } })

test('the first of a key get its slots, and other keys have their own', async () => {
  const answer = await ask({ 0: slot(2), 1: slot(2), 2: slot(2), 3: slot(1, 'vat'), 4: {} })
  expect(answer).toEqual({ 2: 'slot' })
  expect(await ask({ 2: slot(2), 5: slot(3) })).toEqual({ 2: 'slot' })
})

test('who holds a slot already keeps it, wherever it stands among those that ask', async () => {
  expect(await ask({ 4: slot(1) })).toEqual({})
  expect(await ask({ 0: slot(1), 1: slot(1), 4: slot(1) })).toEqual({ 0: 'slot', 1: 'slot' })
  const { rows } = await database.pool.query('SELECT node_index FROM limit_waits ORDER BY node_index')
  expect(rows).toEqual([{ node_index: 0 }, { node_index: 1 }])
})

test('who asks for more of a key is let in where others are too many', async () => {
  expect(await ask({ 0: slot(1), 1: slot(3), 2: slot(3), 3: slot(2) })).toEqual({ 0: 'slot', 3: 'slot' })
})

test('a node that its rate refuses takes no slot, and one without a slot no start', async () => {
  const both = { ...slot(3), ...start(1) }
  expect(await ask({ 0: both, 1: both })).toEqual({ 1: 'rate' })
  expect((await database.pool.query('SELECT FROM limit_leases')).rows).toHaveLength(1)
  expect(await ask({ 2: { ...slot(1), ...start(9) } })).toEqual({ 2: 'slot' })
  expect((await database.pool.query('SELECT FROM rate_starts')).rows).toHaveLength(1)
})

test('a rate counts the starts of its own period alone', async () => {
  expect(await ask({ 0: start(2), 1: start(2), 2: start(2) })).toEqual({ 2: 'rate' })
  await database.pool.query(`UPDATE rate_starts SET started_at = started_at - interval '1 minute'`)
  expect(await ask({ 2: start(2) })).toEqual({ 2: 'rate' })
  expect(await ask({ 3: start(2, 30_000) })).toEqual({})
})

test('an attempt that is not the next one takes nothing and is left to its claim', async () => {
  expect(await ask({ 0: { ...slot(1), attempt: 2 }, 1: slot(1) })).toEqual({})
  expect((await database.pool.query('SELECT node_index FROM limit_leases')).rows).toEqual([{ node_index: 1 }])
})

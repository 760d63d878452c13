import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { PlanCache } from '../engine/plan-cache.ts'
import { createLogger } from '../ops/logger.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine } from '../testing/test-engine.ts'
import { createDoctor, type Doctor } from './doctor.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let doctor: Doctor
/** An execution that is there, with a line as old as any. */
let sound: string

beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  doctor = createDoctor({
    ...{ db: pool, bus: createInProcessBus(), plans: new PlanCache(pool), logger: createLogger('silent') },
    runInTransaction: runInTransactionOf(pool),
    notifier: { notify: async () => undefined },
  })
  const engine = await startTestEngine({ url: database.url })
  sound = await engine.start(await engine.publish({ name: 'one', nodes: { a: { type: 'noop' } } }))
  await engine.untilFinished(sound)
  await engine.stop()
  await writeLines(sound, '2 days')
})
afterAll(() => database.drop())

/** Two chunks with three lines; the last one is as old as is said. */
async function writeLines(executionId: string, age: string): Promise<string> {
  await database.pool.query(
    `INSERT INTO log_chunks (execution_id, node_id, attempt, line_count, lines, created_at)
     VALUES ($1, 'a', 1, 2, '[[1, 0, "one"], [2, 0, "two"]]', now() - interval '3 days'),
            ($1, 'a', 1, 1, '[[3, 0, "three"]]', now() - $2::interval)`,
    [executionId, age],
  )
  return executionId
}

async function read<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await database.pool.query<T>(text, values)).rows
}

const all = { by: 'Ada', executionIds: null, since: null }
const look = { ...all, repair: 'nothing' } as const
const mend = { ...all, repair: 'what-is-damaged' } as const

test('old log lines of an execution that is not there are found and go into quarantine; others stay', async () => {
  const old = await writeLines(randomUUID(), '61 minutes')
  const late = await writeLines(randomUUID(), '59 minutes')
  const seen = await doctor.check(look)
  expect(seen).toMatchObject({ checked: 1, damaged: 1, strays: 1, repaired: 0 })
  const message = 'The execution is not there, and this is left of it: 3 log lines'
  expect(seen.cases).toMatchObject([{ executionId: old, findings: [{ code: 'EXECUTION_MISSING', message }] }])

  const mended = await doctor.check(mend)
  expect(mended.cases).toMatchObject([
    { executionId: old, repair: { from: 'removal', oldSeq: 0, newSeq: 0 } },
  ])
  const kept = await read<{ row: object }>(
    `SELECT "row" FROM quarantined_rows WHERE quarantine_id = $1 ORDER BY node_index`,
    [mended.cases[0]?.repair?.quarantineId],
  )
  expect(kept.map(({ row }) => row)).toMatchObject([
    {
      table: 'log_chunks',
      node_id: 'a',
      lines: [
        [1, 0, 'one'],
        [2, 0, 'two'],
      ],
    },
    { table: 'log_chunks', node_id: 'a', lines: [[3, 0, 'three']] },
  ])
  const left = await read<{ id: string }>('SELECT DISTINCT execution_id AS id FROM log_chunks')
  expect(left.map(({ id }) => id).toSorted()).toEqual([sound, late].toSorted())
  expect(await doctor.check(look)).toMatchObject({ checked: 1, damaged: 0, strays: 0 })
})

test('lines that a worker has just written go with the rest where more is left, and count for nothing alone', async () => {
  const id = await writeLines(randomUUID(), '1 second')
  const one = { ...mend, executionIds: [id] }
  expect(await doctor.check(one)).toMatchObject({ damaged: 0 })
  await database.pool.query(
    `INSERT INTO node_states (execution_id, node_index, node_id, status) VALUES ($1, 0, 'a', 'queued')`,
    [id],
  )
  const [found] = (await doctor.check(one)).cases
  expect(found?.findings[0]?.message).toMatch(/1 node row and 3 log lines$/)
  expect(await read('SELECT FROM log_chunks WHERE execution_id = $1', [id])).toEqual([])
})

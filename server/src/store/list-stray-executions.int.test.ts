import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine } from '../testing/test-engine.ts'
import { firstId, listStrayExecutions } from './list-stray-executions.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('every id without its execution is listed once over pages of any size, and no other', async () => {
  const engine = await startTestEngine({ url: database.url })
  const workflowId = await engine.publish({
    name: 'one',
    nodes: { a: { type: 'noop' }, b: { type: 'noop' } },
  })
  for (let count = 0; count < 3; count += 1) await engine.untilFinished(await engine.start(workflowId))
  await engine.stop()
  const strays = Array.from({ length: 5 }, () => randomUUID()).sort()
  await database.pool.query(
    `INSERT INTO node_states (execution_id, node_index, node_id, status)
     SELECT id, place, 'left', 'queued' FROM unnest($1::uuid[]) AS id, generate_series(0, 2) AS place`,
    [strays],
  )
  for (const limit of [1, 2, 3, 8, 100]) {
    const found: string[] = []
    for (let from: string | null = firstId; from !== null; ) {
      const page = await listStrayExecutions(database.pool, { table: 'node_states', from, limit })
      found.push(...page.ids)
      from = page.next
    }
    expect(found).toEqual(strays)
  }
  const events = { table: 'execution_events', from: firstId, limit: 100 } as const
  expect(await listStrayExecutions(database.pool, events)).toEqual({ ids: [], next: null })
})

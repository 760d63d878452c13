/** What the load curves show of the time before the page was opened. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLoadLook } from '../../presence/load-look.ts'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { waitFor } from '../../testing/wait-for.ts'

let database: TestDatabase
let apis: readonly TestApi[]
beforeAll(async () => {
  database = await createTestDatabase()
  const env = { HEDDLE_CONCURRENCY: '3' }
  apis = await Promise.all([1, 2].map(() => startTestApi({ databaseUrl: database.url, env })))
})
afterAll(async () => {
  await Promise.all((apis ?? []).map((api) => api.close()))
  await database?.drop()
})

interface Point {
  readonly agoMs: number
  readonly used: number
  readonly slots: number
  readonly waiting: number | null
}

async function loadOf(api: TestApi | undefined): Promise<Point[]> {
  return (await api?.call('GET /trpc/workers.load'))?.body.result.data.items
}

const withoutAge = (points: readonly Point[]) => points.map(({ agoMs: _age, ...point }) => point)

/** One that has not looked for a while, and is let look now. */
const look = (waiting: number) =>
  createLoadLook({
    db: database.pool,
    depth: async () => ({ tasks: waiting, oldestMs: null, groups: [] }),
  })()

test('what runs, of how many slots, and what waits is remembered, and both servers tell the same', async () => {
  const [left, right] = apis
  const id = await left?.createWorkflow({
    name: 'Held',
    nodes: { hold: { type: 'shell', params: { script: 'sleep 60' } } },
    edges: [],
  })
  const { body } = (await left?.call(`POST /api/workflows/${id}/execute`, { body: {} })) ?? {}
  const running = async () =>
    (await left?.call(`GET /api/executions/${body.execution_id}`))?.body.node_states[0].status === 'running'
  await waitFor(running, { what: 'the node to run' })
  // The servers look too, and whoever is first in these ten seconds writes them down.
  const seen = await waitFor(async () => {
    await database.pool.query('DELETE FROM fleet_load')
    await look(7)
    const points = await loadOf(left)
    return points.length === 1 && points[0]?.waiting === 7 ? points : null
  })
  expect(withoutAge(seen)).toEqual([{ used: 1, slots: 6, waiting: 7 }])
  expect(withoutAge(await loadOf(right)).slice(0, 1)).toEqual(withoutAge(seen))
  await left?.call(`POST /api/executions/${body.execution_id}/cancel`)
})

test('a server that has just started shows the past of the others, and writes down the present', async () => {
  await database.pool.query('DELETE FROM fleet_load')
  await database.pool.query(
    `INSERT INTO fleet_load VALUES (now() - interval '14 minutes', 2, 6, 40), (now() - interval '5 minutes', 6, 6, NULL)`,
  )
  const late = await startTestApi({ databaseUrl: database.url, env: { HEDDLE_CONCURRENCY: '3' } })
  try {
    const points = await loadOf(late)
    expect(withoutAge(points.slice(0, 2))).toEqual([
      { used: 2, slots: 6, waiting: 40 },
      { used: 6, slots: 6, waiting: null },
    ])
    expect(points.length).toBeGreaterThan(2)
    expect(points[0]?.agoMs).toBeGreaterThan(14 * 60_000 - 1)
    expect(points.at(-1)?.agoMs).toBeLessThan(20_000)
  } finally {
    await late.close()
  }
})

test('two that look at once write one point, and what is older than a quarter of an hour goes', async () => {
  await database.pool.query('DELETE FROM fleet_load')
  await database.pool.query(`INSERT INTO fleet_load VALUES (now() - interval '16 minutes', 1, 1, 1)`)
  await Promise.all([1, 2, 3, 4].map(look))
  const { rows } = await database.pool.query(
    `SELECT count(DISTINCT date_bin('10 seconds', at, timestamptz 'epoch'))::int AS buckets, count(*)::int AS rows,
            min(at) > now() - interval '1 minute' AS young FROM fleet_load`,
  )
  expect(rows[0].rows).toBe(rows[0].buckets)
  expect(rows[0]).toMatchObject({ young: true })
})

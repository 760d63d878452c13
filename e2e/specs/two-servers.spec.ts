import { expect } from '@playwright/test'
import { createRestClient } from '../../server/src/testing/rest-client.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { startTestRedis } from '../../server/src/testing/test-redis.ts'
import { watchConsole } from '../fixtures/console-watch.ts'
import { startSharedDatabase } from '../fixtures/database.ts'
import { makeOwner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkersPage } from '../pages/workers-page.ts'

const fan = (script: string) => ({
  name: 'Fan',
  nodes: {
    start: { name: 'Start', type: 'shell', params: { script } },
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `part${at}`,
        { name: `Part ${at}`, type: 'shell', params: { script: `echo part ${at}` } },
      ]),
    ),
    end: { name: 'End', type: 'noop' },
  },
  edges: Array.from({ length: 12 }, (_, at) => [
    { source: 'start', target: `part${at}` },
    { source: `part${at}`, target: 'end' },
  ]).flat(),
})

test('two servers on one PostgreSQL and one Redis: a browser on each watches the same run live', async ({
  browser,
  gate,
}) => {
  const database = await startSharedDatabase()
  const redis = await startTestRedis()
  const key = 'one-key-for-both-of-the-servers-0123456789'
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, HEDDLE_ENCRYPTION_KEY: key }
  const left = await startProduct({ env })
  const right = await startProduct({ env })
  try {
    // Each start prints a new link, and only the newest opens.
    const storageState = await makeOwner(right)
    const contexts = await Promise.all(
      [left, right].map((server) => browser.newContext({ baseURL: server.url, storageState })),
    )
    const watches = contexts.map((context) => watchConsole(context))
    const runs = await Promise.all(contexts.map(async (context) => new RunPage(await context.newPage())))
    const rest = createRestClient(left)
    const health = await rest.request('GET', '/health')
    expect(health.body).toMatchObject({ status: 'ok', mode: 'postgres+redis' })

    const executionId = await rest.run(fan(gate.script))
    for (const run of runs) {
      await run.open(executionId)
      await run.expectNode('Start', 'Running')
      await expect(run.stream).toHaveText('Live')
    }
    gate.open()
    for (const run of runs) {
      await run.expectStatus('Completed')
      await run.openTab('Logs')
      await expect(run.logs).toContainText('part 11')
    }
    const [picture, other] = await Promise.all(runs.map((run) => run.picture()))
    expect(picture).toHaveLength(14)
    expect(picture?.every((card) => card.endsWith(', Completed'))).toBe(true)
    expect(other).toEqual(picture)
    const { length } = await rest.allEvents(executionId)
    for (const run of runs) await expect(run.tab('Events')).toHaveText(`Events${length}`)
    for (const context of contexts) {
      const workers = new WorkersPage(await context.newPage())
      const openedAt = performance.now()
      await workers.open()
      // Both servers have been there for longer than the page.
      const secondsBefore = async () => (await workers.curveSeconds()) - (performance.now() - openedAt) / 1000
      await expect.poll(secondsBefore).toBeGreaterThan(2)
    }
    for (const watch of watches) watch.check()
    await Promise.all(contexts.map((context) => context.close()))
  } finally {
    await left.dispose()
    await right.dispose()
    await redis.stop()
    await database.stop()
  }
})

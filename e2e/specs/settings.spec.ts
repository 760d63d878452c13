import { expect } from '@playwright/test'
import { findFreePort } from '../../server/src/ops/free-port.ts'
import { createRestClient } from '../../server/src/testing/rest-client.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { startOwnRedis } from '../../server/src/testing/test-redis.ts'
import { watchConsole } from '../fixtures/console-watch.ts'
import { startSharedDatabase } from '../fixtures/database.ts'
import { expectOpenToAllAtAnyWidth } from '../fixtures/open-to-all.ts'
import { makeOwner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { SettingsPage } from '../pages/settings-page.ts'

test('the settings show what Heddle leans on, which values hold, and no secret', async ({
  page,
  product,
}) => {
  const settings = new SettingsPage(page)
  await settings.open()
  await expect(settings.part('Database')).toContainText('Healthy')
  await expect(settings.part('Redis')).toContainText('Not in use')
  await expect(settings.breaker('Database')).toContainText('Closed')
  await expect(settings.pool('Reads and single writes')).toContainText('10')
  await expect(settings.variable('PORT')).toContainText(`${new URL(product.url).port}Environment`)
  await expect(settings.variable('HEDDLE_DB_POOL')).toContainText('10Default')
  await expect(settings.variable('HEDDLE_API_KEY')).toContainText('set, not shown')
  await expect(settings.variable('HEDDLE_S3_BUCKET')).toContainText('not setDefault')
  await expect(page.locator('body')).not.toContainText(product.apiKey)
  await expectOpenToAllAtAnyWidth(page)
})

test('Redis and a host that go away are seen at once, and seen to come back', async ({ browser }) => {
  const database = await startSharedDatabase()
  const redis = await startOwnRedis()
  const product = await startProduct({
    env: { DATABASE_URL: database.url, REDIS_URL: redis.url, HEDDLE_BREAKER_RESET_MS: '60000' },
  })
  try {
    const context = await browser.newContext({
      baseURL: product.url,
      storageState: await makeOwner(product),
    })
    const watch = watchConsole(context)
    const page = await context.newPage()
    const settings = new SettingsPage(page)
    const rest = createRestClient(product)
    await settings.open()
    await expect(settings.part('Redis')).toContainText('Healthy')
    await expect(settings.breaker('Redis')).toContainText('Closed')
    await expect(settings.variable('REDIS_URL')).toContainText(redis.url)

    await test.step('a host that refuses connections', async () => {
      const host = `http://127.0.0.1:${await findFreePort()}`
      const retry = { maxAttempts: 6, delayMs: 10, backoff: 'fixed', jitter: false }
      const nodes = { ask: { type: 'http', params: { url: `${host}/items` }, retry } }
      await rest.untilFinal(await rest.run({ name: 'Dead host', nodes }))
      await expect(settings.breaker(host)).toContainText('Open')
      await expect(settings.breaker(host)).toContainText(/Next try .* ECONNREFUSED/)
      const { body } = await rest.request('GET', '/health')
      expect(body).toMatchObject({ status: 'ok' })
      expect(JSON.stringify(body)).not.toContain(host)
    })

    await test.step('Redis is killed', async () => {
      await redis.kill()
      await expect(settings.part('Redis')).toContainText('Down')
      await expect(settings.part('Redis')).toContainText('everything goes on through the database')
      await expect(settings.breaker('Redis')).toContainText('ECONNREFUSED')
      await expectOpenToAllAtAnyWidth(page)
      const { status, body } = await rest.request('GET', '/health')
      expect([status, body]).toMatchObject([
        200,
        { status: 'degraded', parts: { redis: { status: 'down' } } },
      ])
    })

    await test.step('work goes on without it', async () => {
      const done = await rest.untilFinal(await rest.run({ name: 'Anyway', nodes: { a: { type: 'noop' } } }))
      expect(done.status).toBe('completed')
    })

    await test.step('Redis is back', async () => {
      await redis.restart()
      await expect
        .poll(async () => (await rest.request('GET', '/health')).body)
        .toMatchObject({ status: 'ok' })
      await expect(settings.part('Redis')).toContainText('Healthy')
      await expect(settings.breaker('Redis')).toContainText('Closed')
    })
    watch.check()
    await context.close()
  } finally {
    await product.dispose()
    await redis.stop()
    await database.stop()
  }
})

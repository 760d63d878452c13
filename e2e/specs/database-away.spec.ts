import { expect } from '@playwright/test'
import { createRestClient } from '../../server/src/testing/rest-client.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { watchConsole } from '../fixtures/console-watch.ts'
import { startSharedDatabase } from '../fixtures/database.ts'
import { makeOwner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'

test('while the database is away the page says so; afterwards the run goes on by itself', async ({
  browser,
  gate,
}) => {
  const database = await startSharedDatabase()
  const product = await startProduct({ env: { DATABASE_URL: database.url } })
  try {
    const context = await browser.newContext({
      baseURL: product.url,
      storageState: await makeOwner(product),
    })
    const watch = watchConsole(context, [/status of 503/])
    const page = await context.newPage()
    const run = new RunPage(page)
    const rest = createRestClient(product)
    const executionId = await rest.run({
      name: 'Two steps',
      nodes: {
        first: { name: 'First', type: 'shell', params: { script: gate.script } },
        second: { name: 'Second', type: 'shell', params: { script: 'echo second' } },
      },
      edges: [{ source: 'first', target: 'second' }],
    })
    await run.open(executionId)
    await run.expectNode('First', 'Running')

    await database.lose()
    const refused = await rest.request('GET', `/api/executions/${executionId}`)
    expect(refused).toMatchObject({ status: 503, body: { error: { kind: 'unavailable' } } })
    await run.action('Pause').click()
    await expect(page.getByText('The database does not answer.')).toBeVisible()
    gate.open()
    await run.expectNode('First', 'Running')

    await database.restore()
    await expect(page.getByText('The database does not answer.')).toBeHidden()
    await run.expectStatus('Completed', 30_000)
    await run.expectNode('Second', 'Completed')
    const starts = (await rest.allEvents(executionId)).filter((event) => event.type === 'node_started')
    expect(starts.map((event) => event.node_id)).toEqual(['first', 'second'])
    watch.check()
    await context.close()
  } finally {
    await product.dispose()
    await database.stop()
  }
})

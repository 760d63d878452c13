import { expect } from '@playwright/test'
import { createRestClient } from '../../server/src/testing/rest-client.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { watchConsole } from '../fixtures/console-watch.ts'
import { startLossyNetwork } from '../fixtures/lossy-network.ts'
import { makeOwner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'

/** What the browser itself writes when a connection breaks. */
const brokenConnection = [/net::ERR_|status of 50\d/]

const relay = (script: string, pauseMs: number) => ({
  name: 'Relay',
  nodes: {
    start: {
      name: 'Start',
      type: 'shell',
      params: { script },
      retry: { maxAttempts: 3, delayMs: 100 },
    },
    pause: { name: 'Pause', type: 'wait', params: { durationMs: pauseMs } },
    left: { name: 'Left', type: 'shell', params: { script: 'echo left; exit 1' } },
    right: { name: 'Right', type: 'transform', params: { expression: '{ "done": true }' } },
    after: { name: 'After', type: 'noop' },
  },
  edges: [
    { source: 'start', target: 'pause' },
    { source: 'pause', target: 'left' },
    { source: 'pause', target: 'right' },
    { source: 'left', target: 'after' },
  ],
})

const ended = [
  'After, No-op, Skipped',
  'Left, Shell, Failed',
  'Pause, Wait, Completed',
  'Right, Transform, Completed',
  'Start, Shell, Completed',
]

test.describe('two pages watch one run', () => {
  test.use({ expectedConsole: brokenConnection })

  test('one loses its network for ten seconds: both end with the same picture', async ({
    browser,
    page,
    rest,
    gate,
    signedIn,
    product,
  }) => {
    const network = await startLossyNetwork(product.url)
    const away = await browser.newContext({ storageState: signedIn, baseURL: network.url })
    const watch = watchConsole(away, brokenConnection)
    const executionId = await rest.run(relay(gate.script, 9_500))
    const here = new RunPage(page)
    const there = new RunPage(await away.newPage())
    await here.open(executionId)
    await there.open(executionId)
    await here.expectNode('Start', 'Running')
    await there.expectNode('Start', 'Running')
    await expect(there.stream).toHaveText('Live')

    network.lose()
    gate.open()
    await here.expectNode('Pause', 'Waiting')
    await expect(there.stream).toHaveText('Reconnecting')
    await here.expectStatus('Failed', 20_000)
    await there.expectNode('Start', 'Running')

    network.restore()
    await there.expectStatus('Failed', 15_000)
    expect(await here.picture()).toEqual(ended)
    expect(await there.picture()).toEqual(ended)
    const { length } = await rest.allEvents(executionId)
    for (const seen of [here, there]) await expect(seen.tab('Events')).toHaveText(`Events${length}`)
    watch.check()
    await away.close()
    network.stop()
  })
})

test('a run that ends between the two reads of its page shows its output all the same', async ({
  page,
  rest,
  gate,
}) => {
  const executionId = await rest.run({
    name: 'Short',
    nodes: {
      held: { type: 'shell', params: { script: gate.script } },
      answer: { type: 'transform', params: { expression: '{ "answer": 42 }' } },
    },
    edges: [{ source: 'held', target: 'answer' }],
  })
  await page.route(/executions\.watch/, async (route) => {
    gate.open()
    await rest.untilFinal(executionId)
    await route.continue()
  })
  const run = new RunPage(page)
  await run.open(executionId)
  await run.expectStatus('Completed')
  await expect(run.inspector.getByRole('heading', { name: 'Output' })).toBeVisible()
})

test.describe('a page that watches while the server is killed', () => {
  test.use({ expectedConsole: brokenConnection })

  test('says that it reconnects and recovers by itself', async ({ browser, gate }) => {
    const product = await startProduct()
    try {
      const context = await browser.newContext({
        baseURL: product.url,
        storageState: await makeOwner(product),
      })
      const watch = watchConsole(context, brokenConnection)
      const page = await context.newPage()
      const run = new RunPage(page)
      const rest = createRestClient(product)
      const executionId = await rest.run(relay(gate.script, 200))
      await run.open(executionId)
      await run.expectNode('Start', 'Running')

      await product.kill9()
      await expect(run.stream).toHaveText('Reconnecting')
      await expect(page.getByText('No connection.')).toBeVisible()
      await run.expectNode('Start', 'Running')

      gate.open()
      await product.start()
      await run.expectStatus('Failed', 30_000)
      await expect(page.getByText('No connection.')).toBeHidden()
      expect(await run.picture()).toEqual(ended)
      const starts = (await rest.allEvents(executionId)).filter((event) => event.type === 'attempt_lost')
      expect(starts.map((event) => event.node_id)).toEqual(['start'])
      watch.check()
      await context.close()
    } finally {
      await product.dispose()
    }
  })
})

import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { RestClient } from '../../server/src/testing/rest-client.ts'
import type { Product } from '../../server/src/testing/start-product.ts'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunRetry } from '../pages/run-retry.ts'

const counting = (step: string) => ({
  name: 'Count the sheets',
  inputSchema: {
    type: 'object',
    properties: { limit: { type: 'number', title: 'Sheets', default: 3 } },
  },
  nodes: {
    open: { name: 'Open the book', type: 'transform', params: { expression: '"book"' } },
    count: { name: 'Count', type: 'transform', params: { expression: 'input.limit * 2' } },
    bind: { name: 'Bind', type: 'transform', params: { expression: step } },
    aside: { name: 'Aside', type: 'noop' },
  },
  edges: [
    { source: 'open', target: 'count' },
    { source: 'count', target: 'bind' },
    { source: 'open', target: 'aside' },
  ],
})

interface Run {
  readonly workflow_id: string
  readonly version: number
}

async function readRun(rest: RestClient, executionId: string): Promise<Run> {
  return (await rest.request('GET', `/api/executions/${executionId}`)).body as Run
}

/** The next version of the workflow that the run is of. */
async function publish(product: Product, { workflow_id, version }: Run, document: object): Promise<void> {
  const { status } = await fetch(`${product.url}/api/workflows/${workflow_id}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${product.apiKey}`,
      'content-type': 'application/json',
      'if-match': String(version),
    },
    body: JSON.stringify(document),
  })
  expect(status).toBe(200)
}

/** A run that failed, of a workflow of which `next` was published since. */
async function failBeforeVersion(next: object, { rest, product }: { rest: RestClient; product: Product }) {
  const first = await rest.run(counting('$error("glue is out")'))
  await rest.untilFinal(first)
  await publish(product, await readRun(rest, first), next)
  return first
}

test('a run is retried from nodes chosen in the list or on the canvas, by pointer and by keyboard', async ({
  page,
  rest,
}) => {
  const run = new RunPage(page)
  const retry = new RunRetry(page)
  const first = await rest.run(counting('nodes.count.output + 1'))
  await rest.untilFinal(first)
  await run.open(first)
  await run.expectStatus('Completed')

  await test.step('the list takes nodes, and the plan names them as chosen', async () => {
    await run.action('Run again').click()
    await retry.from('From chosen nodes')
    await expect(retry.dialog.getByRole('button', { name: 'Retry', exact: true })).toBeDisabled()
    await retry.node('Bind').click()
    await expect(retry.plan).toContainText('Runs again 1')
    await retry.segment('Each node').click()
    await retry.expectReason('Bind', 'Chosen')
    await retry.expectReason('Count', 'Completed')
  })

  await test.step('the dialog has nothing that assistive technology stumbles over', async () => {
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .include('[role="dialog"]')
      .analyze()
    expect(violations).toEqual([])
  })

  await test.step('on the canvas cards are added and taken away', async () => {
    await retry.dialog.getByRole('button', { name: 'Choose on the canvas' }).click()
    const bar = page.getByRole('toolbar', { name: 'Nodes to run again' })
    await expect(bar).toContainText('1 node chosen')
    await run.node('Aside').click()
    await expect(bar).toContainText('2 nodes chosen')
    await run.node('Bind').click()
    await expect(bar).toContainText('1 node chosen')
    await run.node('Count').focus()
    await page.keyboard.press('Enter')
    await expect(bar).toContainText('2 nodes chosen')
    await page.keyboard.press('Escape')
    await expect(retry.node('Count')).toBeChecked()
    await expect(retry.node('Bind')).not.toBeChecked()
  })

  await test.step('what is chosen and what follows runs again', async () => {
    await retry.segment('Each node').click()
    await retry.expectReason('Bind', 'Follows Count')
    await retry.confirm('Retry 3 nodes')
    await run.expectStatus('Completed')
    await run.node('Open the book').click()
    await expect(run.inspector).toContainText(`The result of run ${first.slice(-6)}`)
  })
})

test('a run is retried with an input edited in its form, which is held to the schema', async ({
  page,
  rest,
}) => {
  const run = new RunPage(page)
  const retry = new RunRetry(page)
  const first = await rest.run(counting('nodes.count.output + 1'))
  await rest.untilFinal(first)
  await run.open(first)
  await page.keyboard.press('r')
  await retry.from('From chosen nodes')
  await retry.node('Aside').click()
  await retry.segment('Edit').click()
  const sheets = retry.dialog.getByRole('textbox', { name: 'Sheets' })
  await expect(sheets).toHaveValue('3')

  await sheets.fill('many')
  await expect(retry.dialog).toContainText('Must be a number')
  await expect(retry.dialog.getByRole('button', { name: 'Retry', exact: true })).toBeDisabled()

  await sheets.fill('20')
  await retry.segment('Each node').click()
  await retry.expectReason('Count', 'Reads the input')
  await retry.expectReason('Open the book', 'Completed')
  await retry.segment('JSON').click()
  const json = retry.dialog.getByRole('textbox', { name: 'Input of the new run, JSON' })
  await expect(json).toContainText('20')
  await json.fill('{ "limit": ')
  await expect(retry.dialog).toContainText('This is no JSON yet.')
  await json.fill('{ "limit": 20 }')
  await expect(retry.dialog.getByRole('button', { name: /^Retry \d/ })).toBeEnabled()
  // A key that repeats, and a second press before the first one is answered.
  await Promise.all([1, 2, 3].map(() => page.keyboard.press('Control+Enter')))
  await page.waitForURL((url) => !url.pathname.endsWith(first))
  await run.expectStatus('Completed')
  expect(await readRun(rest, first), 'one retry').toMatchObject({ retries: [{ status: 'completed' }] })
  expect(await readRun(rest, await run.executionId())).toMatchObject({ output: { bind: 41, aside: null } })
})

test('a run is retried on a newer version: what changed runs again, and both runs lead to each other', async ({
  page,
  rest,
  product,
}) => {
  const run = new RunPage(page)
  const retry = new RunRetry(page)
  const first = await failBeforeVersion(counting('nodes.count.output + 100'), { rest, product })
  await run.open(first)
  await run.expectStatus('Failed')
  await page.keyboard.press('r')
  await retry.segment('v2, published').click()
  await retry.segment('Each node').click()
  await retry.expectReason('Bind', 'Parameters changed')
  await retry.confirm('Retry 1 node')
  await run.expectStatus('Completed')
  const second = await run.executionId()
  expect(await readRun(rest, second)).toMatchObject({ version: 2, retry_of: first })
  await run.inspector.getByRole('link', { name: first.slice(-6) }).click()
  await run.expectStatus('Failed')
  await run.status.getByRole('link', { name: `Retried as ${second.slice(-6)}` }).click()
  await run.expectStatus('Completed')
})

test('a version that asks for more of the input is asked about only once the input has it', async ({
  page,
  rest,
  product,
}) => {
  const run = new RunPage(page)
  const retry = new RunRetry(page)
  const stricter = { properties: { binder: { type: 'string', title: 'Binder' } }, required: ['binder'] }
  const next = {
    ...counting('nodes.count.output + 1'),
    inputSchema: { type: 'object', ...stricter },
  }
  const first = await failBeforeVersion(next, { rest, product })
  await run.open(first)
  await run.expectStatus('Failed')
  await page.keyboard.press('r')
  await retry.segment('v2, published').click()
  await expect(retry.dialog).toContainText('Binder is empty. Fill it in.')
  await retry.segment('Edit').click()
  // A question about the input of before would be refused, and the refusal would stand on the console.
  await retry.dialog.getByRole('textbox', { name: 'Binder' }).fill('Ada')
  await expect(retry.dialog.getByRole('button', { name: /^Retry \d/ })).toBeEnabled()
})

import { expect } from '@playwright/test'
import { goByKeys } from '../fixtures/go-by-keys.ts'
import { expectOpenToAll } from '../fixtures/open-to-all.ts'
import { test } from '../fixtures/product.ts'
import { LimitsPage } from '../pages/limits-page.ts'
import { RunPage } from '../pages/run-page.ts'

const shift = (script: string) => ({
  name: 'Night shift',
  nodes: {
    weave: { name: 'Weave on', type: 'shell', params: { script }, concurrencyKey: 'loom' },
    fold: { name: 'Fold', type: 'noop' },
  },
  edges: [{ source: 'weave', target: 'fold' }],
})

const caller = {
  name: 'Caller',
  nodes: Object.fromEntries(
    ['first', 'second', 'third'].map((id) => [
      id,
      { type: 'noop', rateLimit: { limit: 2, perSeconds: 3600, key: 'calls' } },
    ]),
  ),
}

const oneAtOnce = (script: string) => ({
  name: 'One at once',
  settings: { maxConcurrentExecutions: 1 },
  nodes: { only: { name: 'Only', type: 'shell', params: { script } } },
})

test('who holds a slot and who waits is seen live, and leads from one to the other', async ({
  page,
  rest,
  gate,
}) => {
  const limits = new LimitsPage(page)
  const run = new RunPage(page)
  await limits.open()
  await expect(page.getByText('Nothing is limited now')).toBeVisible()
  await expectOpenToAll(page)

  const row = limits.row('Concurrency keys', 'loom')
  const holder = await rest.run(shift(gate.script))
  await expect(row).toContainText('1 / 1')
  await expect(row).toContainText('Weave on of Night shift')
  const late = await rest.run(shift(gate.script))

  await test.step('the row opens by a key and names both', async () => {
    await row.focus()
    await page.keyboard.press('Enter')
    await expect(limits.list('Concurrency keys', 'Holds a slot')).toContainText('Weave on')
    await expect(limits.list('Concurrency keys', 'Waits, the next one first')).toContainText('Night shift')
    await expectOpenToAll(page)
  })

  await test.step('rates and workflows stand below', async () => {
    await rest.run(caller)
    await rest.run(oneAtOnce(gate.script))
    await expect(limits.row('Rates', 'calls')).toContainText('2 / 2')
    await expect(limits.row('Rates', 'calls')).toContainText('1 hour')
    await expect(limits.row('Workflows', 'One at once')).toContainText('1 / 1')
    await page.setViewportSize({ width: 1024, height: 768 })
    await limits.row('Workflows', 'One at once').focus()
    await page.keyboard.press('Enter')
    await expect(limits.list('Workflows', 'Runs')).toContainText('Run ')
    await expectOpenToAll(page)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('the search leaves what it names', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('loo')
    await expect(limits.table('Rates')).toBeHidden()
    await expect(row).toBeVisible()
    await expect(page).toHaveURL(/search=loo/)
    await limits.search.fill('nothing of the kind')
    await expect(page.getByText('No limit matches')).toBeVisible()
    await page.getByRole('button', { name: 'Clear the search' }).last().click()
    await expect(row).toBeVisible()
  })

  await test.step('the node that waits says why, and leads to the one that holds the slot', async () => {
    await row.click()
    await limits.list('Concurrency keys', 'Waits, the next one first').getByRole('link').click()
    await expect(page).toHaveURL(new RegExp(late))
    const why = page.getByRole('region', { name: 'Why it is not running' })
    await expect(why).toContainText(
      'The key loom allows 1 node at once, and Weave on of Night shift holds the slot. It starts when one is given back.',
    )
    await expectOpenToAll(page)
    await why.getByRole('link', { name: 'Weave on of Night shift' }).click()
    await expect(page).toHaveURL(new RegExp(holder))
    await run.expectNode('Weave on', 'Running')
    await expect(why).toBeHidden()
  })

  await test.step('a node behind others chooses them on the canvas', async () => {
    await run.node('Fold').click()
    const why = page.getByRole('region', { name: 'Why it is not running' })
    await expect(why).toContainText('Waits for Weave on (running) to complete.')
    await why.getByRole('button', { name: 'Weave on' }).click()
    await expect(page.getByRole('complementary').getByRole('heading', { name: 'Weave on' })).toBeVisible()
  })

  gate.open()
  for (const id of [holder, late]) expect((await rest.untilFinal(id)).status).toBe('completed')
})

test('a run in line says who has the place before it, and starts when that ends', async ({
  page,
  rest,
  gate,
}) => {
  const first = await rest.run(oneAtOnce(gate.script))
  const { body } = await rest.request('GET', `/api/executions/${first}`)
  const { workflow_id: workflowId } = body as { workflow_id: string }
  const started = await rest.request('POST', `/api/workflows/${workflowId}/execute`, { input: {} })
  const { execution_id: second } = started.body as { execution_id: string }
  await new RunPage(page).open(second)
  const why = page.getByRole('region', { name: 'Why it does not go on' })
  await expect(why).toContainText('the workflow runs 1 at once, and 1 runs now. This run is number 1 of 1')
  await expectOpenToAll(page)
  await page.setViewportSize({ width: 1024, height: 768 })
  await expect(why.getByRole('link')).toHaveAttribute('href', new RegExp(first))
  gate.open()
  await expect(why).toBeHidden()
  expect((await rest.untilFinal(second)).status).toBe('completed')
})

test('a skipped node says what led to it, and the keys lead to the limits', async ({ page, rest }) => {
  const executionId = await rest.run({
    name: 'Checked',
    nodes: { check: { name: 'Check', type: 'fail' }, send: { name: 'Send', type: 'noop' } },
    edges: [{ source: 'check', target: 'send' }],
  })
  await rest.untilFinal(executionId)
  const run = new RunPage(page)
  await run.open(executionId)
  await run.node('Send').click()
  const why = page.getByRole('region', { name: 'Why it was skipped' })
  await expect(why).toContainText('Skipped because Check failed.')
  await why.getByRole('button', { name: 'Check' }).click()
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'Check' })).toBeVisible()
  await page.goto('/executions')
  await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor()
  await goByKeys(page, ['g', 'l'], new LimitsPage(page).heading)
})

test.describe('a server that does not answer', () => {
  test.use({ expectedConsole: [/net::ERR_/] })

  test('is said in place of the limits, and asked again', async ({ page }) => {
    await page.route(/trpc\/.*limits\.list/, (route) => route.abort())
    const limits = new LimitsPage(page)
    await limits.open()
    const again = page.getByRole('button', { name: 'Try now' })
    await expect(again).toBeVisible({ timeout: 30_000 })
    await page.unroute(/trpc\/.*limits\.list/)
    await again.click()
    await expect(again).toBeHidden()
    await expect(page.getByText(/^(Nothing is limited now|Runs at once)$/).first()).toBeVisible()
  })
})

import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'

test('a map counts its items on the card and opens into them, and each leads to its run and back', async ({
  page,
  rest,
  gate,
}) => {
  const run = new RunPage(page)
  const work = {
    name: 'Work',
    type: 'shell',
    params: { script: `test "$N" != 2 && ${gate.script}`, env: { N: '{{ item.n }}' } },
  }
  const parent = await rest.run({
    name: 'Sort the mail',
    nodes: {
      each: {
        name: 'Each bag',
        type: 'map',
        params: {
          items: '{{ [1..3].{"name": "bag " & $string($), "n": $} }}',
          onItemFailure: 'continue',
          graph: { nodes: { work } },
        },
      },
    },
  })
  await run.open(parent)

  await test.step('the card counts, and the panel lists the items with what became of them', async () => {
    await expect(run.node('Each bag')).toHaveAccessibleName('Each bag, Map, 1 of 3 items, 1 failed, Running')
    await run.node('Each bag').click()
    const items = run.inspector.getByRole('list', { name: 'Items of the node' })
    await expect(items.getByRole('link')).toHaveCount(3)
    await expect(items.getByRole('link', { name: /bag 2/ })).toContainText('Exit code 1')
    await run.inspector.getByRole('combobox', { name: 'Items shown' }).click()
    await page.getByRole('option', { name: 'Failed (1)' }).click()
    await expect(items.getByRole('link')).toHaveCount(1)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations).toEqual([])
  })

  await test.step('an item is a run of its own, which says whose part it is', async () => {
    await run.inspector.getByRole('link', { name: /bag 2/ }).click()
    await run.expectStatus('Failed')
    await run.expectNode('Work', 'Failed')
    const place = page.getByRole('navigation', { name: 'Place' })
    await expect(place).toContainText('each[1]')
    await run.inspector.getByRole('button', { name: 'Close' }).click()
    await expect(run.inspector.getByRole('tree', { name: 'Item' })).toContainText('bag 2')
    await expect(run.action('Retry')).toHaveCount(0)
    await place.getByRole('link', { name: `Run ${parent.slice(-6)}` }).click()
    await expect(run.inspector.getByRole('heading', { name: 'Each bag' })).toBeVisible()
  })

  await test.step('when all have ended the map is done, and its time is that of its items', async () => {
    gate.open()
    await run.expectStatus('Completed')
    await expect(run.node('Each bag')).toHaveAccessibleName(
      'Each bag, Map, 3 of 3 items, 1 failed, Completed',
    )
  })
})

test('a node that runs another workflow leads to that run', async ({ page, rest }) => {
  const run = new RunPage(page)
  const inner = await rest.run({ name: 'Inner letter', nodes: { write: { name: 'Write', type: 'noop' } } })
  await rest.untilFinal(inner)
  const outer = await rest.run({
    name: 'Outer letter',
    nodes: { letter: { name: 'Letter', type: 'subworkflow', params: { workflow: 'Inner letter' } } },
  })
  await rest.untilFinal(outer)
  await run.open(outer)
  await run.node('Letter').click()
  await run.inspector.getByRole('link', { name: /Run [0-9a-f]{6}/ }).click()
  await run.expectNode('Write', 'Completed')
  await expect(page.getByRole('navigation', { name: 'Place' })).toContainText('letter[0]')
})

test('a node whose workflow failed leads to the run that failed', async ({ page, rest }) => {
  const run = new RunPage(page)
  const stop = { name: 'Stop', type: 'fail', params: { message: 'out of paper' } }
  await rest.untilFinal(await rest.run({ name: 'Inner bill', nodes: { stop } }))
  const outer = await rest.run({
    name: 'Outer bill',
    nodes: { bill: { name: 'Bill', type: 'subworkflow', params: { workflow: 'Inner bill' } } },
  })
  await rest.untilFinal(outer)
  await run.open(outer)
  await run.node('Bill').click()
  await expect(run.inspector).toContainText('out of paper')
  await run.inspector.getByRole('link', { name: /Run [0-9a-f]{6}/ }).click()
  await run.expectNode('Stop', 'Failed')
})

test('a node that waits for a person says so on its card, and is answered in the panel', async ({
  page,
  rest,
}) => {
  const run = new RunPage(page)
  const executionId = await rest.run({
    name: 'Ask in the run',
    nodes: {
      ask: { name: 'Ask', type: 'approval', params: { title: 'Send it now?', deadlineSeconds: 1800 } },
    },
  })
  await run.open(executionId)
  await run.expectNode('Ask', 'Waiting')
  await expect(run.node('Ask')).toContainText(/For a person · \d\d:\d\d/)
  await run.node('Ask').click()
  await expect(run.inspector).toContainText('It waits for a person to decide, at the latest until')
  const asked = run.inspector.getByRole('region', { name: 'Approval' })
  await expect(asked).toContainText('Send it now?')
  await asked.getByRole('button', { name: 'Approve' }).click()
  await run.expectStatus('Completed')
  await expect(asked).toContainText('Approved')
})

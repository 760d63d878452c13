import { expect } from '@playwright/test'
import { inflict } from '../../server/src/testing/damage.ts'
import { openProductDatabase } from '../../server/src/testing/product-database.ts'
import { createRestClient } from '../../server/src/testing/rest-client.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { watchConsole } from '../fixtures/console-watch.ts'
import { expectOpenToAllAtAnyWidth } from '../fixtures/open-to-all.ts'
import { makeOwner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { HealthCheckPage } from '../pages/health-check-page.ts'

const chain = (name: string) => ({
  name,
  nodes: { a: { type: 'noop' }, b: { type: 'noop' }, c: { type: 'noop' } },
  edges: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'c' },
  ],
})

test('an owner finds damaged runs, sees what is wrong, repairs them and looks at what was put aside', async ({
  browser,
}) => {
  const product = await startProduct()
  const pool = openProductDatabase(product.dataDir)
  try {
    const context = await browser.newContext({
      baseURL: product.url,
      storageState: await makeOwner(product),
    })
    const watch = watchConsole(context)
    const page = await context.newPage()
    const health = new HealthCheckPage(page)
    const rest = createRestClient(product)
    const runs: string[] = []
    for (const name of ['Night import', 'Tide tables', 'Weekly report']) {
      const id = await rest.run(chain(name))
      await rest.untilFinal(id)
      runs.push(id)
    }
    const [rowsDamaged = '', historyDamaged = ''] = runs

    await test.step('nothing was checked yet, then everything is sound', async () => {
      await health.open()
      await expect(page.getByRole('heading', { name: 'Nothing has been checked yet' })).toBeVisible()
      await expect(page.getByRole('heading', { name: 'Nothing is in quarantine' })).toBeVisible()
      await expectOpenToAllAtAnyWidth(page)
      await health.check.click()
      await expect(health.summary('All 3 runs are sound')).toBeVisible()
    })

    await test.step('damage is found and told in sentences', async () => {
      await inflict(
        { pool, executionId: rowsDamaged },
        { kind: 'row with another status', where: 0, how: 0.3 },
      )
      await inflict({ pool, executionId: historyDamaged }, { kind: 'missing event', where: 0.4, how: 0 })
      await health.check.click()
      await expect(health.summary('The stored state of 2 runs is damaged')).toBeVisible()
      await expect(health.damaged.getByRole('row', { name: /Night import.*Damaged/ })).toBeVisible()
      await expect(health.damaged.getByRole('row', { name: /Tide tables.*missing.*Damaged/ })).toBeVisible()
      await expectOpenToAllAtAnyWidth(page)
      await health.damaged.getByRole('button', { name: /findings? of Night import/ }).click()
      await expect(health.dialog).toContainText('NODE_DISAGREES')
      await expect(health.dialog).toContainText('The row of node a and its events disagree: status')
      await expectOpenToAllAtAnyWidth(page)
      await health.close()
    })

    await test.step('a repair asks first, and leaves what it found in quarantine', async () => {
      await health.repair('2 runs').click()
      await expect(health.dialog).toContainText('Repair 2 runs?')
      await health.dialog.getByRole('button', { name: 'Repair 2 runs' }).click()
      await expect(health.summary('2 damaged runs found and repaired')).toBeVisible()
      await expect(health.damaged.getByRole('row', { name: /Night import.*from its events/ })).toBeVisible()
      await expect(health.damaged.getByRole('row', { name: /Tide tables.*from the start/ })).toBeVisible()
      await expect(health.quarantine.getByRole('row', { name: /Ada Weaver|Night import/ })).toBeVisible()
      await expectOpenToAllAtAnyWidth(page)
      await health.quarantine.getByRole('button', { name: 'Evidence of Tide tables' }).click()
      await expect(health.dialog).toContainText('by Ada Weaver')
      await health.dialog.getByRole('tab', { name: /Events/ }).click()
      await expect(health.dialog.getByRole('tree', { name: 'Evidence, events' })).toBeVisible()
      await expectOpenToAllAtAnyWidth(page)
      await health.close()
    })

    await test.step('the runs are as they were', async () => {
      await health.check.click()
      await expect(health.summary('All 3 runs are sound')).toBeVisible()
      for (const id of runs) {
        const { status, completed_nodes } = await rest.untilFinal(id)
        expect({ status, completed_nodes }).toEqual({ status: 'completed', completed_nodes: 3 })
        const events = await rest.allEvents(id)
        expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
      }
      await page.goto(`/executions/${historyDamaged}`)
      await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible()
    })

    await test.step('rows of a run that is not there are counted, taken out and kept', async () => {
      await health.open()
      await inflict(
        { pool, executionId: rowsDamaged },
        { kind: 'rows without their execution', where: 0, how: 0 },
      )
      await health.check.click()
      await expect(health.summary('Rows of 1 missing run found')).toBeVisible()
      await expect(
        health.damaged.getByRole('row', { name: /Missing run.*is left of it: \d+ events/ }),
      ).toBeVisible()
      await health.repair('1 run').click()
      await expect(health.dialog).toContainText('What is left of missing runs is taken out.')
      await health.dialog.getByRole('button', { name: 'Repair 1 run' }).click()
      await expect(health.summary('Rows of 1 missing run found and taken out')).toBeVisible()
      await health.quarantine
        .getByRole('row', { name: /Missing run/ })
        .getByRole('button')
        .click()
      await expect(health.dialog).toContainText('The run is not there.')
      await expectOpenToAllAtAnyWidth(page)
      await health.close()
    })
    watch.check()
    await context.close()
  } finally {
    await pool.end()
    await product.dispose()
  }
})

import { expect } from '@playwright/test'
import { goByKeys } from '../fixtures/go-by-keys.ts'
import { expectOpenToAll } from '../fixtures/open-to-all.ts'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkersPage } from '../pages/workers-page.ts'

const twoSteps = (script: string) => ({
  name: 'Night shift',
  nodes: {
    weave: { name: 'Weave on', type: 'shell', params: { script } },
    fold: { name: 'Fold', type: 'noop' },
  },
  edges: [{ source: 'weave', target: 'fold' }],
})

test('a worker is seen live, drained while it works, and takes work again', async ({ page, rest, gate }) => {
  const workers = new WorkersPage(page)
  await workers.open()
  await expect(workers.rows).toHaveCount(1)
  const row = workers.rows.first()
  await expect(row).toContainText('Healthy')
  await expect(workers.figure('Workers', 'slots busy')).toHaveText(/^0 of \d+$/)
  await expect(workers.part('Database')).toContainText('Healthy')
  await expect(workers.part('Redis')).toContainText('Not in use')

  const executionId = await test.step('what it runs appears by itself', async () => {
    const id = await rest.run(twoSteps(gate.script))
    await expect(row).toContainText('Weave on')
    await expect(row).toContainText(/1 \/ \d+/)
    const runs = await workers.openRuns()
    await expect(runs).toContainText('Weave on')
    await expectOpenToAll(page)
    await runs.getByRole('link', { name: 'Night shift' }).click()
    await new RunPage(page).expectNode('Weave on', 'Running')
    await page.goBack()
    return id
  })

  await test.step('draining asks first, and says what will wait', async () => {
    await workers.drain(/finishes the 1 node that it runs .* no other worker serves/)
    await expect(row).toContainText('Draining')
    await expect(workers.changes).toContainText('asked to drain by Ada Weaver')
  })

  await test.step('it finishes what it runs and takes nothing new', async () => {
    gate.open()
    await expect(row).toContainText('Drained')
    await expect(workers.figure('Queue', 'nodes waiting')).toHaveText('1')
    await expect(workers.figure('Queue', 'oldest')).toHaveText(/\d s$|:/)
    await expect(page.getByText('1 node of group default waits, and no worker takes it.')).toBeVisible()
    const { body } = await rest.request('GET', `/api/executions/${executionId}`)
    expect(body).toMatchObject({
      status: 'running',
      node_states: [
        { node_id: 'weave', status: 'completed' },
        { node_id: 'fold', status: 'queued' },
      ],
    })
    await expectOpenToAll(page)
  })

  await test.step('it takes work again, and the run completes', async () => {
    await workers.undrain()
    await expect(row).toContainText('Healthy')
    const report = await rest.untilFinal(executionId)
    expect(report.status).toBe('completed')
    await expect(workers.figure('Queue', 'nodes waiting')).toHaveText('0')
  })
})

test('the keys lead to the workers, open a row, and drain', async ({ page }) => {
  const workers = new WorkersPage(page)
  await page.goto('/executions')
  await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor()
  await goByKeys(page, ['g', 'k'], workers.heading)
  await page.setViewportSize({ width: 1024, height: 768 })
  await workers.rows.first().focus()
  await page.keyboard.press('Enter')
  await expect(workers.table).toContainText('It runs nothing now.')
  const sideways = () =>
    workers.table.evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0))
  expect(await sideways(), 'px to scroll sideways').toBe(0)
  await expectOpenToAll(page)
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('It runs nothing now and takes nothing new.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(workers.rows.first()).toBeFocused()
  await expect(workers.rows.first()).toContainText('Healthy')
})

test.describe('a worker that dies', () => {
  // The page notes that the server is gone by itself.
  test.use({ expectedConsole: [/net::ERR_/] })

  test('has told, once another one is there, what became of its work', async ({
    page,
    rest,
    product,
    gate,
  }) => {
    const workers = new WorkersPage(page)
    const executionId = await rest.run(twoSteps(gate.script))
    await workers.open()
    await expect(workers.rows.first()).toContainText('Weave on')
    await product.kill9()
    await product.start()
    await page.reload()
    await expect(workers.rows).toHaveCount(1)
    await expect(page.getByText(/^worker-\w+ has been gone for/)).toBeVisible()
    await expect(
      page.getByText(/Its 1 attempt was taken over by worker-\w+; nothing was lost\./),
    ).toBeVisible()
    gate.open()
    expect((await rest.untilFinal(executionId)).status).toBe('completed')
    await page.getByRole('button', { name: 'Show 1 gone' }).click()
    await expect(workers.rows).toHaveCount(2)
    await expect(workers.table).toContainText('Stopped')
  })
})

import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { ExecutionsPage } from '../pages/executions-page.ts'

const oneNode = (name: string, node: object) => ({ name, nodes: { only: node } })

test('runs are filtered by status and words, and the address keeps the choice', async ({ page, rest }) => {
  const executions = new ExecutionsPage(page)
  await rest.untilFinal(await rest.run(oneNode('Sorted mail', { type: 'noop' })))
  await rest.untilFinal(await rest.run(oneNode('Broken mail', { type: 'fail' })))
  await executions.open()
  await expect(executions.rows('Sorted mail')).toHaveCount(1)
  await expect(executions.rows('Broken mail')).toHaveCount(1)

  await page.getByRole('tab', { name: /^Failed this week/ }).click()
  await expect(executions.rows('Broken mail')).toContainText('Failed')
  await expect(executions.rows('Sorted mail')).toHaveCount(0)
  await page.reload()
  await expect(executions.rows('Broken mail')).toHaveCount(1)
  await expect(executions.rows('Sorted mail')).toHaveCount(0)

  await page.getByRole('tab', { name: 'All' }).click()
  await page.getByRole('searchbox', { name: /runs|executions|id/i }).fill('sorted')
  await expect(executions.rows('Broken mail')).toHaveCount(0)
  await expect(executions.rows('Sorted mail')).toHaveCount(1)
})

test('a filter is chosen with the keyboard alone', async ({ page, rest }) => {
  const executions = new ExecutionsPage(page)
  await rest.untilFinal(await rest.run(oneNode('Lost mail', { type: 'fail' })))
  await executions.open()
  await expect(executions.rows('Lost mail')).toHaveCount(1)
  await page.keyboard.press('f')
  const panel = page.getByRole('dialog', { name: 'Add a filter' })
  await panel.getByRole('button', { name: 'Status', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('checkbox', { name: 'Pending' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(executions.rows('Lost mail')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Filter/ })).toBeFocused()
})

test('a period that is looked at and not written in stays as it is, to the second', async ({
  page,
  rest,
}) => {
  const executions = new ExecutionsPage(page)
  await rest.untilFinal(await rest.run(oneNode('Kept mail', { type: 'noop' })))
  const from = '2026-01-02T03:04:05.678Z'
  await executions.open(`?from=${from}`)
  await page.getByRole('button', { name: /^Started since/ }).click()
  await page.getByLabel('From', { exact: true }).focus()
  await page.getByLabel('To', { exact: true }).focus()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search in runs' }).fill('kept')
  await expect(page).toHaveURL(/kept/)
  expect(new URL(page.url()).searchParams.get('from')).toBe(from)
})

test('the list is live, and retries what is chosen', async ({ page, rest, gate }) => {
  const executions = new ExecutionsPage(page)
  const script = `${gate.script}; exit 1`
  await rest.untilFinal(await rest.run(oneNode('Opening', { type: 'noop' })))
  await executions.open()
  await expect(executions.rows('Opening')).toHaveCount(1)

  await test.step('a run that starts meanwhile comes into the list, and its status changes there', async () => {
    await rest.run(oneNode('Live row', { type: 'shell', params: { script } }))
    await expect(executions.rows('Live row')).toContainText('Running')
    gate.open()
    await expect(executions.rows('Live row')).toContainText('Failed')
  })

  await test.step('chosen runs are retried together', async () => {
    await executions.rows('Live row').getByRole('checkbox').click()
    await page.getByRole('button', { name: /^Retry/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Retry/ }).click()
    await page.mouse.move(0, 0)
    await expect(executions.rows('Live row')).toHaveCount(2)
    await expect(executions.rows('Live row').filter({ hasText: 'Retry of' })).toContainText('Failed')
  })
})

test('more runs than one page holds are read on by scrolling', async ({ page, rest }) => {
  const executions = new ExecutionsPage(page)
  const { body } = await rest.request('POST', '/api/workflows', oneNode('Many runs', { type: 'noop' }))
  const { workflow_id: workflowId } = body as { workflow_id: string }
  const start = () => rest.request('POST', `/api/workflows/${workflowId}/execute`, { input: {} })
  await Promise.all(Array.from({ length: 130 }, start))
  await executions.open(`?workflow=${workflowId}`)
  await expect(page.getByText('130 match')).toBeVisible()
  const last = executions.table.locator('[aria-rowindex="131"]')
  await expect(last).toBeHidden()
  await executions.rows('Many runs').first().hover()
  // A person turns the wheel on while rows arrive.
  await expect(async () => {
    await page.mouse.wheel(0, 4_000)
    await expect(last).toBeInViewport({ timeout: 500 })
  }).toPass()
  await expect(last).toContainText('Completed')
})

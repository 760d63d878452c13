import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'

const twoSteps = (script: string) => ({
  name: 'Two steps',
  nodes: {
    first: { name: 'First', type: 'shell', params: { script } },
    second: { name: 'Second', type: 'noop' },
  },
  edges: [{ source: 'first', target: 'second' }],
})

test('cancelling asks first, then stops the running node and everything after it', async ({
  page,
  rest,
  gate,
}) => {
  const run = new RunPage(page)
  const executionId = await rest.run(twoSteps(gate.script))
  await run.open(executionId)
  await run.expectNode('First', 'Running')

  await run.action('Cancel').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep running' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await run.expectStatus('Running')

  await test.step('the button that asked has the focus again', async () => {
    await expect(run.action('Cancel')).toBeFocused()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect(run.action('Cancel')).toBeFocused()
  })

  await run.action('Cancel').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
  await run.expectStatus('Cancelled')
  await run.expectNode('First', 'Cancelled')
  await run.expectNode('Second', 'Cancelled')

  await test.step('what is final stays final', async () => {
    gate.open()
    const again = await rest.request('POST', `/api/executions/${executionId}/cancel`)
    expect(again.status).toBe(409)
    await page.reload()
    await run.expectNode('First', 'Cancelled')
    await run.expectStatus('Cancelled')
    const started = (await rest.allEvents(executionId)).filter((event) => event.type === 'node_started')
    expect(started.map((event) => event.node_id)).toEqual(['first'])
  })
})

test('a question to cancel goes away when the run ends meanwhile', async ({ page, rest, gate }) => {
  const run = new RunPage(page)
  const executionId = await rest.run(twoSteps(gate.script))
  await run.open(executionId)
  await run.action('Cancel').click()
  await page.getByRole('dialog').waitFor()
  await rest.request('POST', `/api/executions/${executionId}/cancel`)
  await run.expectStatus('Cancelled')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a paused run lets the running node end and starts nothing until it is resumed', async ({
  page,
  rest,
  gate,
}) => {
  const run = new RunPage(page)
  const executionId = await rest.run(twoSteps(gate.script))
  await run.open(executionId)
  await run.expectNode('First', 'Running')

  await run.action('Pause').click()
  await run.expectStatus('Paused')
  gate.open()
  await run.expectNode('First', 'Completed')
  await expect(run.action('Resume')).toBeVisible()
  const types = (await rest.allEvents(executionId))
    .filter((event) => event.node_id === 'second')
    .map((event) => event.type)
  expect(types).not.toContain('node_started')

  await run.action('Resume').click()
  await run.expectStatus('Completed')
  await run.expectNode('Second', 'Completed')
})

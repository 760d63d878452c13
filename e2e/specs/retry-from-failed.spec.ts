import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'

test('retrying from the failed node keeps what was done, in a new run that is linked to the first', async ({
  page,
  rest,
  gate,
}) => {
  const run = new RunPage(page)
  const first = await rest.run({
    name: 'Publish the issue',
    nodes: {
      print: { name: 'Print', type: 'shell', params: { script: 'echo printed' } },
      deliver: {
        name: 'Deliver',
        type: 'shell',
        params: { script: `test -e ${gate.file} || { echo nobody opens >&2; exit 3; }` },
      },
      bill: { name: 'Bill', type: 'noop' },
    },
    edges: [
      { source: 'print', target: 'deliver' },
      { source: 'deliver', target: 'bill' },
    ],
  })
  await rest.untilFinal(first)

  await test.step('the page of the failed run opens at the node that failed', async () => {
    await run.open(first)
    await run.expectStatus('Failed')
    await run.expectNode('Deliver', 'Failed')
    await run.expectNode('Bill', 'Skipped')
    await expect(run.inspector.getByRole('heading', { name: 'Deliver' })).toBeVisible()
    await expect(run.inspector).toContainText('EXIT_CODE')
  })

  await test.step('the dialog shows what runs again and what is kept', async () => {
    gate.open()
    await run.action('Retry').click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Runs again 2')
    await expect(dialog).toContainText('Keeps its result 1')
    await dialog.getByRole('button', { name: 'Retry 2 nodes' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith(first))
  })

  await test.step('the new run completes; the kept node has run no attempt', async () => {
    await run.expectStatus('Completed')
    await run.expectNode('Deliver', 'Completed')
    const second = await run.executionId()
    const ofPrint = (await rest.allEvents(second)).filter((event) => event.node_id === 'print')
    expect(ofPrint.map((event) => event.type)).toEqual(['node_completed'])
    await run.node('Print').click()
    await run.inspector.getByRole('tab', { name: 'Attempts' }).click()
    await expect(run.inspector).toContainText('no attempt was needed')
  })

  await test.step('each run leads to the other', async () => {
    const second = await run.executionId()
    await page.getByRole('link', { name: first.slice(-6) }).click()
    await run.expectStatus('Failed')
    await run.inspector.getByRole('button', { name: 'Close' }).click()
    await run.inspector.getByRole('link', { name: `Run ${second.slice(-6)}` }).click()
    await run.expectStatus('Completed')
  })
})

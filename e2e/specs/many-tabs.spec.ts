import { expect, type Page } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { ExecutionsPage } from '../pages/executions-page.ts'
import { RunPage } from '../pages/run-page.ts'

/** As a browser tells a tab that another one came before it; one without a screen shows all of them at once. */
async function turn(page: Page, where: 'away' | 'back'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, where === 'away')
}

test('more tabs open than a browser has connections, and one that comes back has missed nothing', async ({
  context,
  rest,
  gate,
}) => {
  const document = {
    name: 'Watched now and then',
    nodes: { wait: { name: 'Wait', type: 'shell', params: { script: gate.script } } },
    edges: [],
  }
  const { body: workflow } = await rest.request('POST', '/api/workflows', document)
  const { workflow_id } = workflow as { workflow_id: string }
  const { body: started } = await rest.request('POST', `/api/workflows/${workflow_id}/execute`, {})
  const { execution_id } = started as { execution_id: string }

  const first = await context.newPage()
  await first.goto(`/executions/${execution_id}`)
  await new RunPage(first).expectNode('Wait', 'Running')
  await turn(first, 'away')
  for (let tab = 0; tab < 5; tab += 1) {
    const list = await context.newPage()
    await list.goto('/executions')
    await expect(new ExecutionsPage(list).rows(document.name)).toHaveCount(1)
    await turn(list, 'away')
  }
  const seventh = await context.newPage()
  await seventh.goto('/executions')
  await expect(new ExecutionsPage(seventh).rows(document.name)).toContainText('Running')
  gate.open()
  await expect(new ExecutionsPage(seventh).rows(document.name)).toContainText('Completed')
  await turn(first, 'back')
  await new RunPage(first).expectStatus('Completed')
})

import { expect } from '@playwright/test'
import { expectOpenToAll } from '../fixtures/open-to-all.ts'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

const nodes = { only: { name: 'Only', type: 'noop' } }
const asking = {
  name: 'Tide gauge',
  inputSchema: { type: 'object', properties: { gauge: { type: 'string' } }, required: ['gauge'] },
}

// A start that is refused for its input is answered with 422, which the browser notes.
test.use({ expectedConsole: [/422/] })

test('pages, workflows and runs are found by name, and a workflow is run without leaving the keys', async ({
  page,
  rest,
}) => {
  for (const document of [
    { name: 'Tide table', nodes },
    { ...asking, nodes },
  ]) {
    const { body } = await rest.request('POST', '/api/workflows', { ...document, edges: [] })
    const { workflow_id } = body as { workflow_id: string }
    await rest.request('POST', `/api/workflows/${workflow_id}/publish`, {})
  }
  const workflows = new WorkflowsPage(page)
  const palette = page.getByRole('dialog', { name: 'Find or run' })
  const chosen = palette.getByRole('option', { selected: true })
  const type = async (words: string, first: string | RegExp) => {
    await page.keyboard.press('Control+k')
    await palette.getByRole('combobox').fill(words)
    await expect(chosen).toHaveText(first)
  }
  await workflows.open()

  await test.step('a page', async () => {
    await type('anal', 'Analytics')
    await expectOpenToAll(page)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Analytics', level: 1 })).toBeVisible()
  })
  await test.step('a run by the name of its workflow', async () => {
    await type('run tide ta', /^Run Tide table/)
    await page.keyboard.press('Enter')
    await new RunPage(page).expectStatus('Completed')
  })
  await test.step('one that needs an input is run from its editor', async () => {
    await type('run tide gau', /^Run Tide gauge/)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Tide gauge needs an input')).toBeVisible()
    await expect(page).toHaveURL(/\/workflows\//)
  })
  await test.step('words that lead nowhere say so, and Escape leads back', async () => {
    await page.keyboard.press('Control+k')
    await palette.getByRole('combobox').fill('no such thing at all')
    await expect(palette).toContainText('Nothing has this name.')
    await page.keyboard.press('Escape')
    await expect(palette).toBeHidden()
  })
})

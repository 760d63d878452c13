import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

const document = {
  name: 'Carded wool',
  description: 'Combs and *weighs* it.',
  nodes: {
    comb: { name: 'Comb', type: 'noop', position: { x: 0, y: 0 } },
    weigh: {
      name: 'Weigh',
      type: 'transform',
      params: { expression: '12' },
      position: { x: 0, y: 96 },
      'x-kept': [1],
    },
  },
  edges: [{ source: 'comb', target: 'weigh' }],
  annotations: [],
  groups: [],
  metadata: { origin: 'a test' },
}

test('workflows are found, run, duplicated and deleted from the list', async ({ page, rest }) => {
  const list = new WorkflowsPage(page)
  const run = new RunPage(page)
  await rest.request('POST', '/api/workflows', document)
  await list.open()
  await page.getByRole('searchbox', { name: 'Search workflows' }).fill('carded')
  await expect(list.rows).toHaveCount(1)
  await page.reload()
  await expect(list.rows).toHaveCount(1)

  await list.choose(document.name, 'Duplicate')
  await expect(list.rows).toHaveCount(2)
  await list.choose('Carded wool (copy)', 'Delete')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(list.rows).toHaveCount(1)

  await list.choose(document.name, 'Run')
  await run.expectStatus('Completed')
  await page.goBack()
  await expect(list.row(document.name).getByRole('link', { name: /^Completed/ })).toBeVisible()
})

test('a new workflow is made once, also when one presses again on a slow way', async ({ page }) => {
  const list = new WorkflowsPage(page)
  let asked = 0
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await page.route(/trpc\/workflows\.create/, async (route) => {
    asked += 1
    await answered
    await route.continue()
  })
  await list.open()
  const make = page.getByRole('button', { name: /New workflow/ })
  await make.click()
  await expect(make).toHaveAttribute('aria-busy', 'true')
  await make.click()
  await page.keyboard.press('n')
  answer()
  await new EditorPage(page).canvas.waitFor()
  expect(asked).toBe(1)
})

test('a workflow that does not exist leads to the list', async ({ page }) => {
  await page.goto('/workflows/nowhere')
  await expect(page.getByText('This workflow does not exist')).toBeVisible()
  await page.getByRole('button', { name: 'All workflows' }).click()
  await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible()
})

test('an exported file is imported as the same workflow', async ({ page, rest }, testInfo) => {
  const list = new WorkflowsPage(page)
  const editor = new EditorPage(page)
  await rest.request('POST', '/api/workflows', { ...document, name: 'Exported wool' })
  await list.open()
  // One that never ran stands behind all that did, and only what fits is drawn.
  await page.getByRole('searchbox', { name: 'Search workflows' }).fill('Exported wool')
  const download = page.waitForEvent('download')
  await list.choose('Exported wool', 'Export JSON')
  const file = testInfo.outputPath('workflow.json')
  await (await download).saveAs(file)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...document, name: 'Exported wool' })

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import' }).click()
  await (await chooser).setFiles(file)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Import/ })
    .click()
  await expect(editor.node('Weigh')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Exported wool', level: 1 })).toBeVisible()
})

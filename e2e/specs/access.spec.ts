import { expect } from '@playwright/test'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { watchConsole } from '../fixtures/console-watch.ts'
import { expectOpenToAll } from '../fixtures/open-to-all.ts'
import { findOwnerLink, makeOwner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { AnalyticsPage } from '../pages/analytics-page.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { ExecutionsPage } from '../pages/executions-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { WelcomePage } from '../pages/welcome-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

const failing = {
  name: 'Weave and bill',
  description: 'Fails at the *loom*.',
  nodes: {
    warp: { name: 'Warp', type: 'shell', params: { script: 'echo warped; echo a thread broke >&2' } },
    weave: {
      name: 'Weave',
      type: 'shell',
      params: { script: 'exit 4' },
      retry: { maxAttempts: 2, delayMs: 50 },
    },
    bill: { name: 'Bill', type: 'noop' },
    note: { name: 'Note', type: 'transform', params: { expression: '{ "rows": [{ "a": 1 }, { "a": 2 }] }' } },
  },
  edges: [
    { source: 'warp', target: 'weave' },
    { source: 'weave', target: 'bill' },
    { source: 'warp', target: 'note', when: 'true' },
  ],
}

test('the doors and the empty list', async ({ browser }) => {
  const product = await startProduct()
  try {
    const nobody = await browser.newContext({ storageState: { cookies: [], origins: [] } })
    const watch = watchConsole(nobody)
    const page = await nobody.newPage()
    await page.goto(product.url)
    await expect(new WelcomePage(page).closedHeading).toBeVisible()
    await expectOpenToAll(page)
    await page.goto(await findOwnerLink(product))
    await expect(new WelcomePage(page).heading).toBeVisible()
    await new WelcomePage(page).submit()
    await expectOpenToAll(page)
    const signedIn = await makeOwner(product)
    await page.goto(`${product.url}/sign-in`)
    await expect(new SignInPage(page).heading).toBeVisible()
    await expectOpenToAll(page)
    watch.check()
    const inside = await browser.newContext({ storageState: signedIn, baseURL: product.url })
    const insideWatch = watchConsole(inside)
    const list = await inside.newPage()
    await new WorkflowsPage(list).open()
    await expect(list.getByRole('button', { name: 'Run Log report' })).toBeVisible()
    await expectOpenToAll(list)
    await new ExecutionsPage(list).open()
    await expectOpenToAll(list)
    await new AnalyticsPage(list).open()
    await expectOpenToAll(list)
    insideWatch.check()
  } finally {
    await product.dispose()
  }
})

test('the lists, the panels and the settings', async ({ page, rest }) => {
  await rest.untilFinal(await rest.run(failing))
  await new WorkflowsPage(page).open()
  await expect(new WorkflowsPage(page).row(failing.name).first()).toBeVisible()
  await expectOpenToAll(page)
  await page.getByRole('button', { name: 'Examples' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOpenToAll(page)
  await new ExecutionsPage(page).open()
  await expect(new ExecutionsPage(page).rows(failing.name).first()).toBeVisible()
  await page
    .getByRole('checkbox', { name: /^Choose run/ })
    .first()
    .click()
  await expectOpenToAll(page)
  await new AnalyticsPage(page).open()
  await expect(new AnalyticsPage(page).panel('Slowest nodes').getByRole('row').nth(1)).toBeVisible()
  await expectOpenToAll(page)
  await page.goto('/settings')
  await expect(page.getByRole('table', { name: 'Parts of the system' })).toBeVisible()
  await expectOpenToAll(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOpenToAll(page)
})

test('the editor: a node, a connection, problems, the code and the dialogs', async ({ page, rest }) => {
  const { body } = await rest.request('POST', '/api/workflows', failing)
  const { workflow_id: workflowId } = body as { workflow_id: string }
  const editor = new EditorPage(page)
  await editor.open(workflowId)
  await editor.node('Weave').click()
  await editor.writeCode('Script', 'echo {{ nodes.nothing.output }}')
  await expect(editor.node('Weave')).toHaveAccessibleName(/has an error/)
  await expectOpenToAll(page)
  await page.getByRole('tab', { name: 'Settings' }).click()
  for (const group of ['Limits', 'Cache', 'Start and time'])
    await page.getByRole('button', { name: group }).click()
  await page.getByRole('switch', { name: 'Reuse the result' }).click()
  await expectOpenToAll(page)
  await editor.chooseConnection('Warp', 'Weave')
  await expectOpenToAll(page)
  await editor.chooseNothing()
  for (const group of ['Runs of this workflow', 'Nodes of a run', 'Time and priority'])
    await page.getByRole('button', { name: group }).click()
  await expectOpenToAll(page)
  await editor.dragFromPalette('Map', { x: 620, y: 120 })
  await page.getByRole('tab', { name: 'Parameters' }).click()
  await page.getByRole('button', { name: 'Draw items’ graph' }).click()
  await expect(page.getByRole('navigation', { name: 'Graphs' })).toBeVisible()
  await expectOpenToAll(page)
  await page.getByRole('radio', { name: 'Code' }).click()
  await expect(page.getByRole('textbox', { name: /code|document|JSON/i }).first()).toBeVisible()
  await expectOpenToAll(page)
  await page.getByRole('radio', { name: 'Canvas' }).click()
  await editor.openRunDialog()
  await expectOpenToAll(page)
})

test('a run while it runs, paused, failed and completed', async ({ page, rest, gate }) => {
  const run = new RunPage(page)
  const live = await rest.run({
    ...failing,
    nodes: { ...failing.nodes, warp: { ...failing.nodes.warp, params: { script: gate.script } } },
  })
  await run.open(live)
  await run.expectNode('Warp', 'Running')
  await run.node('Warp').click()
  await expectOpenToAll(page)
  await run.action('Pause').click()
  await run.expectStatus('Paused')
  await expectOpenToAll(page)
  gate.open()
  await run.action('Resume').click()
  await run.expectStatus('Failed')
  for (const tab of ['Logs', 'Events', 'Artifacts'] as const) {
    await run.openTab(tab)
    await expectOpenToAll(page)
  }
  await page.reload()
  await expect(run.inspector.getByRole('heading', { name: 'Weave' })).toBeVisible()
  await expectOpenToAll(page)
  await run.action('Retry').click()
  await expect(page.getByRole('dialog')).toContainText('Keeps its result')
  await expectOpenToAll(page)

  const done = await rest.run({ name: 'Done', nodes: { only: failing.nodes.note } })
  await run.open(done)
  await run.expectStatus('Completed')
  await run.node('Note').click()
  await expect(run.inspector.getByRole('tree')).toBeVisible()
  await expectOpenToAll(page)
})

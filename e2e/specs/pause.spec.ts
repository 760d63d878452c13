import { expect } from '@playwright/test'
import { expectOpenToAll } from '../fixtures/open-to-all.ts'
import { test } from '../fixtures/product.ts'
import { ExecutionsPage } from '../pages/executions-page.ts'
import { RunPage } from '../pages/run-page.ts'

const twoSteps = (name: string, script: string) => ({
  name,
  nodes: {
    first: { name: 'First', type: 'shell', params: { script } },
    second: { name: 'Second', type: 'noop' },
  },
  edges: [{ source: 'first', target: 'second' }],
})

test('a pause says in words what goes on and what is held back, and the same key ends it', async ({
  page,
  rest,
  gate,
}) => {
  const run = new RunPage(page)
  await run.open(await rest.run(twoSteps('Paused in words', gate.script)))
  await run.expectNode('First', 'Running')

  await test.step('a node that runs goes on to its end', async () => {
    await page.keyboard.press('p')
    await run.expectStatus('Paused')
    await expect(run.status).toContainText('1 node runs to its end; nothing new starts')
    await expect(run.status).toContainText(/since \d\d:\d\d:\d\d by Ada Weaver/)
  })

  await test.step('what would start next is held back, and says so', async () => {
    gate.open()
    await expect(run.status).toContainText('Nothing runs; 1 node held back')
    await expect(run.node('Second')).toContainText('Held by the pause')
    await run.node('Second').click()
    await expect(run.inspector).toContainText('The run is paused: the node starts when it is resumed.')
    await expectOpenToAll(page)
  })

  await test.step('resumed, it goes on from there', async () => {
    await page.keyboard.press('p')
    await run.expectStatus('Completed')
    await run.expectNode('Second', 'Completed')
  })
})

test('many runs are paused and resumed together', async ({ page, rest, gate }) => {
  const executions = new ExecutionsPage(page)
  const document = twoSteps('Paused together', gate.script)
  const ids = [await rest.run(document), await rest.run(document)]
  await executions.open()
  const rows = executions.rows('Paused together')
  await expect(rows.filter({ hasText: 'Running' })).toHaveCount(2)
  const choose = async () => {
    for (const row of [0, 1]) await rows.nth(row).getByRole('checkbox').click()
  }
  const bar = page.getByRole('toolbar', { name: 'Chosen runs' })

  await choose()
  await bar.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Nodes that run go on to their end; nothing new starts.')).toBeVisible()
  await page.mouse.move(0, 0)
  await expect(rows.filter({ hasText: 'Paused' })).toHaveCount(2)

  if (await bar.isHidden()) await choose()
  await bar.getByRole('button', { name: 'Resume' }).click()
  await page.mouse.move(0, 0)
  await expect(rows.filter({ hasText: 'Running' })).toHaveCount(2)
  gate.open()
  for (const id of ids) expect((await rest.untilFinal(id)).status).toBe('completed')
})

test('a cancel says what it ends and what it leaves', async ({ page, rest, gate }) => {
  const run = new RunPage(page)
  const executionId = await rest.run({
    name: 'Ended in words',
    nodes: {
      done: { name: 'Done', type: 'noop' },
      busy: { name: 'Busy', type: 'shell', params: { script: gate.script } },
    },
    edges: [{ source: 'done', target: 'busy' }],
  })
  await run.open(executionId)
  await run.expectNode('Busy', 'Running')
  await page.keyboard.press('x')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 node is running: all its processes are ended')
  await expect(dialog).toContainText('its working folder is removed')
  await expect(dialog).toContainText('1 completed result, logs and artifacts stay')
  await dialog.getByRole('button', { name: 'Cancel the run' }).click()
  await run.expectStatus('Cancelled')
})

import { expect } from '@playwright/test'
import { goByKeys } from '../fixtures/go-by-keys.ts'
import { expectOpenToAll } from '../fixtures/open-to-all.ts'
import { test } from '../fixtures/product.ts'
import { ApprovalsPage } from '../pages/approvals-page.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

const asking = (title: string, more: object = {}) => ({
  name: 'Print the poster',
  nodes: {
    ask: { name: 'Ask the printer', type: 'approval', params: { title, ...more } },
    print: { name: 'Print', type: 'noop' },
    bin: { name: 'Bin', type: 'noop' },
  },
  edges: [
    { source: 'ask', target: 'print', port: 'approved' },
    { source: 'ask', target: 'bin', port: 'rejected' },
  ],
})

const copies = {
  type: 'object',
  properties: {
    copies: { type: 'integer', title: 'Copies', minimum: 1 },
    paper: { type: 'string', title: 'Paper', enum: ['matt', 'glossy'] },
    marks: { type: 'array', title: 'Marks' },
  },
  required: ['copies'],
}

test('what a run asks appears by itself, is answered in a form, and the run goes on', async ({
  page,
  rest,
}) => {
  const approvals = new ApprovalsPage(page)
  await approvals.open()
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible()
  await expectOpenToAll(page)

  const message =
    'The **proof** hangs in the hall.\nLook at the red.\n\n# Inks\n\n- red\n- [black](https://ink.example/black)\n- [no](javascript:alert(1))\n\n<img src=x onerror="document.title=1"> ![a picture](https://ink.example/red.png)'
  const executionId = await rest.run(
    asking('Print the poster now?', { message, schema: copies, deadlineSeconds: 3000 }),
  )
  await expect(approvals.row('Print the poster now?')).toContainText('Print the poster · Ask the printer')
  await expect(approvals.row('Print the poster now?')).toContainText(/Fails in \d\d:\d\d/)
  await expect(approvals.badge).toHaveAccessibleName('Approvals 1 open')
  const detail = await approvals.choose('Print the poster now?')
  await expect(detail).toContainText('Look at the red.')
  await test.step('its message is Markdown, and HTML in it is text', async () => {
    await expect(detail.locator('strong')).toHaveText('proof')
    await expect(detail.getByRole('heading', { name: 'Inks', level: 3 })).toBeVisible()
    await expect(detail.getByRole('listitem')).toHaveCount(3)
    const link = detail.getByRole('link', { name: 'black' })
    await expect(link).toHaveAttribute('href', 'https://ink.example/black')
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    await expect(detail.locator('a', { hasText: /^no$/ })).not.toHaveAttribute('href')
    await expect(detail).toContainText('<img src=x onerror="document.title=1"> a picture')
    await expect(detail.locator('img')).toHaveCount(0)
  })
  await expectOpenToAll(page)

  await test.step('an answer that does not fit is told beside its field', async () => {
    await detail.getByRole('button', { name: 'Approve' }).click()
    await expect(detail.getByRole('alert')).toHaveText('Copies is empty. Fill it in.')
    await expect(detail.getByRole('textbox', { name: 'Copies' })).toBeFocused()
    await detail.getByRole('textbox', { name: 'Copies' }).fill('0')
    await detail.getByRole('button', { name: 'Approve' }).click()
    await expect(detail.getByRole('alert')).toContainText('at least 1')
    await expectOpenToAll(page)
  })

  await test.step('what cannot be read is not sent as if it were not there', async () => {
    await detail.getByRole('textbox', { name: 'Copies' }).fill('3')
    await expect(detail.getByRole('alert')).toHaveCount(0)
    await detail.getByRole('textbox', { name: 'Marks' }).fill('["red"')
    await detail.getByRole('textbox', { name: 'Comment' }).fill('On the good paper')
    await detail.getByRole('button', { name: 'Approve' }).click()
    await expect(detail.getByRole('textbox', { name: 'Marks' })).toBeFocused()
    await expect(detail.getByRole('alert').last()).toContainText('This is no JSON yet')
    await expect(approvals.rows).toHaveCount(1)
    await detail.getByRole('textbox', { name: 'Marks' }).fill('["red"]')
  })

  await test.step('one that fits moves the run', async () => {
    await detail.getByRole('button', { name: 'Approve' }).click()
    await expect(approvals.rows).toHaveCount(0)
    await expect(approvals.badge).toHaveAccessibleName('Approvals')
    expect(await rest.untilFinal(executionId)).toMatchObject({ status: 'completed' })
  })

  await test.step('the decision is kept with who made it', async () => {
    await approvals.openTab('Decided')
    const record = await approvals.choose('Print the poster now?')
    await expect(record).toContainText('Approved by Ada Weaver')
    await expect(record).toContainText('On the good paper')
    await expect(record.getByRole('tree', { name: 'Answer' })).toContainText('copies: 3')
    await expectOpenToAll(page)
    await record.getByRole('link', { name: executionId.slice(-6) }).click()
    await new RunPage(page).expectNode('Bin', 'Skipped')
  })
})

test('of two people who answer at once, the second is told who was first', async ({
  page,
  rest,
  context,
}) => {
  const title = 'Both at once?'
  const executionId = await rest.run(asking(title))
  const other = await context.newPage()
  const [mine, theirs] = [new ApprovalsPage(page), new ApprovalsPage(other)]
  for (const approvals of [mine, theirs]) await approvals.open()
  const here = await mine.choose(title)
  const there = await theirs.choose(title)
  // News reach the other one late, as over a slow line.
  const news = Promise.withResolvers<void>()
  await other.route(/\/trpc\/.*approvals\.(list|count)/, async (route) => {
    await news.promise
    await route.continue()
  })
  await here.getByRole('button', { name: 'Reject' }).click()
  await rest.untilFinal(executionId)
  await there.getByRole('button', { name: 'Approve' }).click()
  await expect(there.getByRole('alert')).toContainText('Ada Weaver rejected this already')
  news.resolve()
  await expect(there).toContainText('Rejected by Ada Weaver')
})

test('the inbox is worked through with the keyboard alone', async ({ page, rest }) => {
  const approvals = new ApprovalsPage(page)
  const ids = [
    await rest.run(asking('First question')),
    await rest.run(asking('Second question')),
    await rest.run(asking('Third question')),
  ]
  await new WorkflowsPage(page).open()
  await goByKeys(page, ['g', 'p'], approvals.heading)
  await expect(approvals.rows).toHaveCount(3)
  await approvals.rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const detail = approvals.detail('Second question')
  await expect(detail).toBeVisible()
  await detail.getByRole('textbox', { name: 'Comment' }).focus()
  await page.keyboard.type('Looks right')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(detail.getByRole('button', { name: 'Approve' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(approvals.rows).toHaveCount(2)
  expect(await rest.untilFinal(ids[1] ?? '')).toMatchObject({ status: 'completed' })
  await expect(approvals.detail('Third question')).toBeVisible()
  await expect(approvals.row('Third question')).toBeFocused()
  await approvals.detail('Third question').getByRole('button', { name: 'Approve' }).press('Enter')
  await expect(approvals.rows).toHaveCount(1)
  await expect(approvals.detail('First question')).toBeVisible()
  await expect(approvals.row('First question')).toBeFocused()
  await rest.request('POST', `/api/executions/${ids[0]}/cancel`)
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible()
})

test('an inbox that is longer than its list says so, and counts all', async ({ page, rest }) => {
  const approvals = new ApprovalsPage(page)
  const ask = { name: 'Ask', type: 'approval', params: { title: 'Box {{ item }}?' } }
  const params = { items: '{{ [1..203] }}', concurrency: 203, graph: { nodes: { ask } } }
  const executionId = await rest.run({ name: 'Open the boxes', nodes: { each: { type: 'map', params } } })
  await approvals.open()
  await expect(approvals.badge).toHaveAccessibleName('Approvals 203 open', { timeout: 20_000 })
  await expect(page.getByRole('tab', { name: 'Open' })).toContainText('203')
  await expect(page.getByText('These 200 wait the longest')).toBeVisible()
  await rest.request('POST', `/api/executions/${executionId}/cancel`)
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible()
})

test('the example asks before a large order ships', async ({ page, rest }) => {
  const approvals = new ApprovalsPage(page)
  await new WorkflowsPage(page).open()
  await new WorkflowsPage(page).runExample('Approve an order')
  await new RunPage(page).expectNode('Approve the order', 'Waiting')
  await approvals.open()
  const title = 'Ship 40 skeins of blue merino?'
  const detail = await approvals.choose(title)
  await detail.getByRole('textbox', { name: 'Discount in percent' }).fill('10')
  await detail.getByRole('button', { name: 'Approve' }).click()
  await expect(approvals.rows).toHaveCount(0)
  const { body } = await rest.request('GET', '/api/approvals?status=decided&limit=1')
  const [decided] = (body as { items: { execution_id: string; answer: unknown }[] }).items
  expect(decided?.answer).toEqual({ discount: 10, courier: 'slow' })
  const id = decided?.execution_id ?? ''
  const sent = await rest.request('POST', `/api/executions/${id}/signals/picked-up`, { by: 'van 3' })
  expect(sent.status).toBe(201)
  await rest.untilFinal(id)
  const receipt = await rest.request('GET', `/api/executions/${id}/nodes/receipt`)
  expect(receipt.body).toMatchObject({ output: { toPay: 324, pickedUp: { by: 'van 3' } } })
})

test('the ports of a branch are drawn as its cases name them', async ({ page, rest }) => {
  const { body } = await rest.request('POST', '/api/workflows', {
    name: 'Three ways',
    nodes: {
      way: {
        name: 'Which way',
        type: 'branch',
        params: { cases: [{ port: 'left', when: 'input.side = "left"' }], otherwise: 'ahead' },
        position: { x: 200, y: 80 },
      },
      west: { name: 'West', type: 'noop', position: { x: 80, y: 240 } },
    },
    edges: [{ source: 'way', target: 'west', port: 'left' }],
  })
  const editor = new EditorPage(page)
  await editor.open((body as { workflow_id: string }).workflow_id)
  await editor.node('Which way').click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const port = (name: string) => page.locator(`[data-id="way"] [data-out-port="${name}"]`)
  await expect(port('left')).toHaveCount(1)
  await expect(port('ahead')).toHaveCount(1)

  await test.step('a case that is added is a port more, and a condition has its own problem', async () => {
    await inspector.getByRole('button', { name: 'Add a case' }).click()
    const second = inspector.getByRole('group', { name: 'Cases' }).getByRole('listitem').nth(1)
    await second.getByRole('textbox', { name: 'Port' }).fill('right')
    await expect(port('right')).toHaveCount(1)
    await second.getByRole('textbox', { name: 'When' }).fill('input.side =')
    await expect(second.getByRole('alert').last()).toContainText(/expression|ends|expected/i)
    await second.getByRole('textbox', { name: 'When' }).fill('input.side = "right"')
    await expect(second.getByRole('alert')).toHaveCount(0)
    await expectOpenToAll(page)
  })

  await test.step('a connection leaves by the port that it is drawn from', async () => {
    const from = await port('right').boundingBox()
    const to = await editor.node('West').boundingBox()
    if (from === null || to === null) throw new Error('The cards are not on the screen')
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 8 })
    await page.mouse.up()
    await expect(page.locator('.gv-label', { hasText: 'right' })).toBeVisible()
  })

  await test.step('a connection follows its port to another name, typed letter by letter', async () => {
    await editor.node('Which way').click()
    const second = inspector.getByRole('group', { name: 'Cases' }).getByRole('listitem').nth(1)
    const name = second.getByRole('textbox', { name: 'Port' })
    await name.press('End')
    for (const _letter of 'right') await name.press('Backspace')
    await name.pressSequentially('east')
    await expect(page.locator('.gv-label', { hasText: 'east' })).toBeVisible()
    await expect(port('right')).toHaveCount(0)
    await name.fill('right')
    await expect(page.locator('.gv-label', { hasText: 'right' })).toBeVisible()
  })

  await test.step('the keyboard leads from the node to a connection and to another port of it', async () => {
    await editor.node('Which way').click()
    const connections = inspector.getByRole('region', { name: 'Connections' })
    await connections.getByRole('button', { name: 'right' }).press('Enter')
    const leaves = inspector.getByRole('combobox', { name: 'Leaves from port' })
    await expect(leaves).toBeFocused()
    await leaves.press('Enter')
    await page.getByRole('option', { name: 'ahead' }).press('Enter')
    await expect(leaves).toHaveText('ahead')
    await expect(leaves).toBeFocused()
  })

  await test.step('what the keyboard adds next leaves by the port that is free', async () => {
    await expect(page.locator('.gv-label', { hasText: 'right' })).toHaveCount(0)
    await editor.node('Which way').click()
    await page.keyboard.press('a')
    await editor.dialog.getByRole('combobox').fill('no-op')
    await page.keyboard.press('Enter')
    await expect(page.locator('.gv-label', { hasText: 'right' })).toBeVisible()
  })
})

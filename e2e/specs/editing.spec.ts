import { expect, type Page } from '@playwright/test'
import type { RestClient } from '../../server/src/testing/rest-client.ts'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'

const chain = {
  name: 'Chain',
  nodes: {
    one: { name: 'One', type: 'noop', position: { x: 0, y: 0 } },
    two: { name: 'Two', type: 'noop', position: { x: 0, y: 120 } },
    three: { name: 'Three', type: 'transform', params: { expression: '1' }, position: { x: 0, y: 240 } },
  },
  edges: [
    { source: 'one', target: 'two' },
    { source: 'two', target: 'three' },
  ],
}

async function createChain(rest: RestClient): Promise<string> {
  const { body } = await rest.request('POST', '/api/workflows', chain)
  return (body as { workflow_id: string }).workflow_id
}

test('a thread that would close a circle is refused with the reason', async ({ page, rest }) => {
  const editor = new EditorPage(page)
  await editor.open(await createChain(rest))
  await editor.connect('Three', 'One')
  await expect(page.getByText(/^Not connected: /)).toBeAttached()
  await expect(page.getByText('Published v1')).toBeVisible()
})

test('nodes are duplicated, pasted, deleted; each step is undone and done again', async ({ page, rest }) => {
  const { keyboard } = page
  const editor = new EditorPage(page)
  await editor.open(await createChain(rest))
  await editor.node('Two').click()
  await keyboard.press('Control+d')
  await expect(editor.node('Two 2')).toBeVisible()
  await keyboard.press('Control+a')
  await keyboard.press('Control+c')
  await keyboard.press('Control+v')
  await expect(editor.cards).toHaveCount(8)
  await keyboard.press('Delete')
  await expect(editor.cards).toHaveCount(4)
  await keyboard.press('Control+z')
  await expect(editor.cards).toHaveCount(8)
  await keyboard.press('Control+z')
  await keyboard.press('Control+z')
  await expect(editor.cards).toHaveCount(3)
  await keyboard.press('Control+Shift+z')
  await expect(editor.cards).toHaveCount(4)
  await editor.expectSaved()
  await page.reload()
  await expect(editor.cards).toHaveCount(4)
})

test('publishing with a problem leads to the field that mends it', async ({ page, rest }) => {
  const editor = new EditorPage(page)
  await editor.open(await createChain(rest))
  await editor.node('Three').click()
  await editor.writeCode('Expression', '$sum(')
  await expect(editor.node('Three')).toHaveAccessibleName(/has an error/)
  await editor.chooseNothing()
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Publish v2/ })
    .click()
  await expect(editor.dialog).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Expression' })).toBeFocused()
  await editor.writeCode('Expression', '$sum([1, 2])')
  await expect(editor.node('Three')).not.toHaveAccessibleName(/has an error/)
  await editor.publish()
  await expect(page.getByRole('banner').getByText('Published v2')).toBeVisible()
})

test('a problem leads to its field from the code as well', async ({ page, rest }) => {
  const editor = new EditorPage(page)
  await editor.open(await createChain(rest))
  await editor.node('Three').click()
  await editor.writeCode('Expression', '$sum(')
  await expect(editor.node('Three')).toHaveAccessibleName(/has an error/)
  await page.getByRole('radio', { name: 'Code' }).click()
  await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: /Three/ }).click()
  await expect(page.getByRole('textbox', { name: 'Expression' })).toBeFocused()
})

test('an expression stays as it is typed: white space at its end, an object in an object', async ({
  page,
  rest,
}) => {
  const editor = new EditorPage(page)
  const { body } = await rest.request('POST', '/api/workflows', {
    name: 'Asks',
    nodes: { ask: { name: 'Ask', type: 'http', params: { url: '{{ input.host }}' } } },
  })
  await editor.open((body as { workflow_id: string }).workflow_id)
  await editor.node('Ask').click()
  const field = page.getByRole('textbox', { name: 'URL, expression' })
  await field.press('End')
  await field.press('Space')
  await field.press('Home')
  await page.keyboard.type('the')
  await expect(field).toHaveText('theinput.host')
  await field.fill('$string({"a": {"b": 1}}')
  await expect(field).toHaveText('$string({"a": {"b": 1}}')
  await field.fill('{"a": {"b": 1}}')
  await expect(field).toHaveText('{"a": {"b": 1}}')
})

test('the map of the graph has the colours of the theme that was chosen on another page', async ({
  page,
  rest,
}) => {
  const editor = new EditorPage(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await editor.open(await createChain(rest))
  await expect.poll(() => hasCardColour(page)).toBe(true)
  await page.getByRole('link', { name: 'Heddle, all workflows' }).click()
  await page.getByRole('button', { name: /, your account$/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click()
  await page.getByRole('link', { name: 'Chain' }).first().click()
  await expect.poll(() => hasCardColour(page)).toBe(true)
})

test('what is written in a note stays when the note leaves the window of a large graph', async ({
  page,
  rest,
}) => {
  const editor = new EditorPage(page)
  const nodes = Array.from({ length: 260 }, (_, index) => {
    const position = { x: (index % 20) * 200, y: 200 + Math.floor(index / 20) * 96 }
    return [`n${index}`, { type: 'noop', position }] as const
  })
  const note = { id: 'n', text: 'Empty', position: { x: 400, y: 40 }, size: { width: 184, height: 80 } }
  const { body } = await rest.request('POST', '/api/workflows', {
    name: 'Large',
    nodes: Object.fromEntries(nodes),
    annotations: [note],
  })
  await editor.open((body as { workflow_id: string }).workflow_id)
  await editor.canvas.getByText('Empty').dblclick()
  const field = page.getByRole('textbox', { name: 'Text of the note' })
  await field.fill('Kept')
  const box = await editor.canvas.boundingBox()
  if (box === null) throw new Error('The canvas is not drawn')
  await page.mouse.move(box.x + box.width - 240, box.y + box.height - 160)
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -120)
  await expect(field).toBeHidden()
  await editor.expectSaved()
  await page.reload()
  await expect(editor.canvas.getByText('Kept')).toBeVisible()
})

/** Whether a card of the map is painted in the token for it. */
async function hasCardColour(page: Page): Promise<boolean> {
  return page.getByRole('img', { name: 'Map of the whole graph' }).evaluate((map) => {
    const wanted = getComputedStyle(document.documentElement).getPropertyValue('--control').trim()
    const context = map instanceof HTMLCanvasElement ? map.getContext('2d') : null
    if (context === null) return false
    const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height)
    for (let at = 0; at < data.length; at += 4) {
      const hex = [data[at], data[at + 1], data[at + 2]].map((part = 0) => part.toString(16).padStart(2, '0'))
      if (`#${hex.join('')}` === wanted) return true
    }
    return false
  })
}

test.describe('without a network', () => {
  test.use({ expectedConsole: [/net::ERR_/] })

  test('the draft is kept on this device and saved when the network is back', async ({
    context,
    page,
    rest,
  }) => {
    const editor = new EditorPage(page)
    const workflowId = await createChain(rest)
    await editor.open(workflowId)
    await expect(editor.node('One')).toBeVisible()
    await context.setOffline(true)
    await editor.rename('One', 'Written without a network')
    await expect(editor.saveState).toHaveText('Offline, kept on this device')
    await context.setOffline(false)
    await editor.expectSaved()
    await page.reload()
    await expect(editor.node('Written without a network')).toBeVisible()
  })
})

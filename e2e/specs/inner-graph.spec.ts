import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'

const document = {
  name: 'Price the orders',
  nodes: {
    orders: {
      name: 'Orders',
      type: 'transform',
      params: { expression: '[1, 2, 3]' },
      position: { x: 0, y: 0 },
    },
  },
}

test('a person draws what runs for each item, comes back, undoes across graphs and runs it', async ({
  page,
  rest,
}) => {
  const { keyboard } = page
  const editor = new EditorPage(page)
  const path = page.getByRole('navigation', { name: 'Graphs' })
  const { body } = await rest.request('POST', '/api/workflows', document)
  const { workflow_id: workflowId } = body as { workflow_id: string }

  await test.step('a map after the orders', async () => {
    await editor.open(workflowId)
    await editor.connectToNew('Orders', { x: 420, y: 480 }, 'Map')
    await page
      .getByRole('radiogroup', { name: 'Mode of Items', exact: true })
      .getByRole('radio', { name: 'Expression' })
      .click()
    await page.getByRole('textbox', { name: 'Items, expression' }).fill('nodes.orders.output')
    await expect(path).toBeHidden()
  })

  await test.step('its graph opens on the same canvas', async () => {
    await page.getByRole('button', { name: 'Draw items’ graph' }).click()
    await expect(path).toContainText('Price the orders')
    await expect(path.getByText('Map', { exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(editor.node('Orders')).toHaveCount(0)
    await editor.dragFromPalette('Transform', { x: 300, y: 160 })
    await editor.rename('Transform', 'Double')
    await editor.writeCode('Expression', 'item * 2')
    await editor.connectToNew('Double', { x: 300, y: 330 }, 'Transform')
    await editor.rename('Transform', 'Add one')
    await expect(editor.node('Add one')).toHaveAccessibleName(/has an error/)
  })

  await test.step('by keyboard back and in again, where a problem inside leads to its field', async () => {
    await editor.node('Add one').press('Shift+O')
    await expect(path).toBeHidden()
    await expect(editor.node('Map')).toBeFocused()
    await expect(editor.node('Map')).toHaveAccessibleName(/has an error/)
    await keyboard.press('o')
    await expect(editor.node('Double')).toBeVisible()
    await path.getByRole('button', { name: 'Price the orders', exact: true }).click()
    await page
      .getByRole('region', { name: 'Problems' })
      .getByRole('button', { name: /In its graph/ })
      .click()
    await expect(page.getByRole('textbox', { name: 'Expression' })).toBeFocused()
    await editor.writeCode('Expression', 'nodes.transform.output + 1')
    await expect(editor.node('Add one')).not.toHaveAccessibleName(/has an error/)
  })

  await test.step('a double click opens the graph of a map, and the inspector of other nodes', async () => {
    await path.getByRole('button', { name: 'Price the orders', exact: true }).click()
    await editor.node('Orders').dblclick()
    await expect(path).toBeHidden()
    await expect(page.getByRole('textbox', { name: 'Expression' })).toBeFocused()
    await editor.node('Map').dblclick()
    await expect(path.getByText('Map', { exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(editor.node('Double')).toBeVisible()
  })

  await test.step('one history: undo outside shows the graph in which the step was made', async () => {
    await path.getByRole('button', { name: 'Price the orders', exact: true }).click()
    await editor.rename('Map', 'Price each')
    await editor.undo()
    await expect(editor.node('Map')).toBeVisible()
    await editor.undo()
    await expect(path).toBeVisible()
    await expect(editor.node('Add one')).toHaveAccessibleName(/has an error/)
    await page.getByRole('button', { name: /^Redo/ }).click()
    await page.getByRole('button', { name: /^Redo/ }).click()
    await expect(path).toBeHidden()
    await expect(editor.node('Price each')).toBeVisible()
  })

  await test.step('it is saved with the workflow and runs for each item', async () => {
    await editor.expectSaved()
    await page.reload()
    await editor.node('Price each').click()
    await keyboard.press('o')
    await expect(editor.node('Add one')).toBeVisible()
    await editor.publish()
    const dialog = await editor.openRunDialog()
    await dialog.getByRole('button', { name: 'Run v2' }).click()
    const run = new RunPage(page)
    await run.expectStatus('Completed')
    const answer = await rest.request('GET', `/api/executions/${await run.executionId()}`)
    expect(answer.body).toMatchObject({ output: [3, 5, 7] })
  })
})

test('chosen nodes move into a new map, and one step brings them back', async ({ page, rest }) => {
  const at = (y: number) => ({ position: { x: 0, y } })
  const nodes = {
    a: { name: 'First', type: 'noop', ...at(0) },
    b: { name: 'Second', type: 'noop', ...at(120) },
    c: { name: 'Third', type: 'noop', ...at(240) },
    d: { name: 'Last', type: 'noop', ...at(360) },
  }
  const edges = [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'c' },
    { source: 'c', target: 'd' },
  ]
  const { body } = await rest.request('POST', '/api/workflows', { name: 'Chain', nodes, edges })
  const editor = new EditorPage(page)
  await editor.open((body as { workflow_id: string }).workflow_id)
  await editor.node('Second').click()
  await editor.node('Third').click({ modifiers: ['Control'] })
  await page.getByRole('button', { name: 'Move into a new Map' }).click()
  await expect(editor.node('Second')).toHaveCount(0)
  await expect(editor.node('Map')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Connections' })).toContainText('First')
  await expect(page.getByRole('region', { name: 'Connections' })).toContainText('Last')
  await page.getByRole('button', { name: 'Open items’ graph' }).click()
  await expect(editor.node('Second')).toBeVisible()
  await expect(editor.node('Third')).toBeVisible()
  await editor.undo()
  await expect(page.getByRole('navigation', { name: 'Graphs' })).toBeHidden()
  await expect(editor.cards).toHaveCount(4)
})

import { expect } from '@playwright/test'
import type { RestClient } from '../../server/src/testing/rest-client.ts'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'

async function create(rest: RestClient, document: object): Promise<string> {
  const { body } = await rest.request('POST', '/api/workflows', document)
  return (body as { workflow_id: string }).workflow_id
}

const position = { x: 0, y: 0 }

test('a person picks the workflow that a node names, by keys and by mouse, or types it', async ({
  page,
  rest,
}) => {
  const { keyboard } = page
  const editor = new EditorPage(page)
  const field = page.getByRole('combobox', { name: 'Workflow', exact: true })
  const list = page.getByRole('listbox', { name: 'Workflow' })
  await create(rest, {
    name: 'Print a label',
    nodes: { label: { type: 'transform', params: { expression: '"Label " & input.no' }, position } },
  })
  await create(rest, { name: 'Print a receipt', nodes: { receipt: { type: 'noop', position } } })
  const parcels = await create(rest, {
    name: 'Send the parcels',
    nodes: {
      parcels: {
        name: 'Parcels',
        type: 'transform',
        params: { expression: '[{ "no": 1 }, { "no": 2 }]' },
        position,
      },
    },
  })
  await editor.open(parcels)

  await test.step('by keys: the list opens, is gone through, and gives the name', async () => {
    await editor.dragFromPalette('Sub-workflow', { x: 200, y: 400 })
    await field.press('ArrowDown')
    await expect(list.getByRole('option', { name: 'Print a receipt v1' })).toBeVisible()
    await expect(list.getByRole('option', { name: 'Send the parcels' })).toHaveCount(0)
    await keyboard.press('Escape')
    await expect(list).toBeHidden()
    await expect(field).toBeFocused()
    await keyboard.type('PRINT A')
    await expect(list.getByRole('option')).toHaveText([/^Print a label/, /^Print a receipt/])
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await expect(list.getByRole('option', { selected: true })).toHaveText(/^Print a receipt/)
    await keyboard.press('ArrowUp')
    await keyboard.press('Enter')
    await expect(field).toHaveValue('Print a label')
    await expect(list).toBeHidden()
    await expect(field).toBeFocused()
  })

  await test.step('what no workflow is called stays as it is typed', async () => {
    await field.fill('Print it later')
    await expect(page.getByText('No published workflow has such a name')).toBeVisible()
    await keyboard.press('Tab')
    await expect(page.getByText('No published workflow has such a name')).toBeHidden()
    await expect(field).toHaveValue('Print it later')
    await field.fill('Print a label')
    await keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Input' }).fill('{ "no": 7 }')
  })

  await test.step('by mouse: the button shows them all, a press elsewhere closes them', async () => {
    await editor.connectToNew('Parcels', { x: 520, y: 400 }, 'Map')
    await page
      .getByRole('radiogroup', { name: 'Mode of Items', exact: true })
      .getByRole('radio', { name: 'Expression' })
      .click()
    await page.getByRole('textbox', { name: 'Items, expression' }).fill('nodes.parcels.output')
    await field.fill('label')
    await expect(list.getByRole('option')).toHaveText([/^Print a label/])
    await page.getByRole('button', { name: 'Show workflows' }).click()
    await expect(list).toBeHidden()
    await page.getByRole('button', { name: 'Show workflows' }).click()
    await expect(list.getByRole('option', { name: 'Print a receipt' })).toBeVisible()
    await page.getByRole('textbox', { name: 'Name of the node' }).click()
    await expect(list).toBeHidden()
    await page.getByRole('button', { name: 'Show workflows' }).click()
    await list.getByRole('option', { name: 'Print a label' }).click()
    await expect(field).toHaveValue('Print a label')
    await expect(field).toBeFocused()
  })

  await test.step('both run what was picked', async () => {
    await editor.publish()
    const dialog = await editor.openRunDialog()
    await dialog.getByRole('button', { name: 'Run v2' }).click()
    const run = new RunPage(page)
    await run.expectStatus('Completed')
    const answer = await rest.request('GET', `/api/executions/${await run.executionId()}`)
    expect(answer.body).toMatchObject({
      output: { subworkflow: 'Label 7', map: ['Label 1', 'Label 2'] },
    })
  })
})

import { expect, type Page } from '@playwright/test'
import type { RestClient } from '../../server/src/testing/rest-client.ts'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'

const document = {
  name: 'Shared work',
  nodes: {
    one: { name: 'One', type: 'noop', position: { x: 0, y: 0 } },
    two: { name: 'Two', type: 'noop', position: { x: 0, y: 96 } },
  },
  edges: [],
}

async function openTwice(page: Page, rest: RestClient) {
  const { body } = await rest.request('POST', '/api/workflows', document)
  const { workflow_id: id } = body as { workflow_id: string }
  const first = new EditorPage(page)
  const second = new EditorPage(await page.context().newPage())
  await first.open(id)
  await second.open(id)
  await expect(first.node('One')).toBeVisible()
  await expect(second.node('One')).toBeVisible()
  return { id, first, second }
}

/** The draft as the server has it, whatever a tab shows. */
async function draftName(page: Page, workflowId: string, node = 'one'): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ workflowId }))
  const answer = await page.request.get(`/trpc/workflows.get?input=${input}`)
  const { result } = await answer.json()
  return result.data.draft.nodes[node].name
}

test.describe('two tabs edit one workflow', () => {
  // The browser notes the refusal of the second save by itself.
  test.use({ expectedConsole: [/status of 409/] })

  test('the second sees both changes, takes over the first one and can undo that', async ({ page, rest }) => {
    const { id, first, second } = await openTwice(page, rest)
    await first.rename('One', 'From the first tab')
    await first.expectSaved()
    await second.rename('One', 'From the second tab')

    const { dialog } = second
    await expect(dialog).toContainText('changed this workflow meanwhile')
    await expect(dialog.getByRole('list', { name: 'Their changes' })).toContainText('From the first tab')
    await expect(dialog.getByRole('list', { name: 'Your changes' })).toContainText('From the second tab')
    expect(await draftName(page, id)).toBe('From the first tab')

    await dialog.getByRole('button', { name: 'Use theirs' }).click()
    await expect(second.node('From the first tab')).toBeVisible()
    expect(await draftName(page, id)).toBe('From the first tab')

    await second.undo()
    await expect(second.node('From the second tab')).toBeVisible()
    await expect.poll(() => draftName(page, id)).toBe('From the second tab')
  })

  test('the second puts the choice off, then keeps its own; the first is told in turn', async ({
    page,
    rest,
  }) => {
    const { id, first, second } = await openTwice(page, rest)
    await first.rename('One', 'From the first tab')
    await first.expectSaved()
    await second.rename('One', 'From the second tab')

    await expect(second.dialog).toBeVisible()
    await second.closeDialog()
    await second.rename('From the second tab', 'Still from the second tab')
    expect(await draftName(page, id)).toBe('From the first tab')

    await second.chooseInConflict('Keep mine')
    await expect.poll(() => draftName(page, id)).toBe('Still from the second tab')
    await second.expectSaved()

    await first.rename('From the first tab', 'The first tab again')
    await expect(first.dialog).toContainText('changed this workflow meanwhile')
    expect(await draftName(page, id)).toBe('Still from the second tab')
  })

  test('changes to different parts are both kept', async ({ page, rest }) => {
    const { id, first, second } = await openTwice(page, rest)
    await first.rename('One', 'From the first tab')
    await first.expectSaved()
    await second.rename('Two', 'From the second tab')
    await second.dialog.getByRole('button', { name: 'Keep both' }).click()
    await expect(second.dialog).toBeHidden()
    await expect(second.node('From the first tab')).toBeVisible()
    await expect.poll(() => draftName(page, id, 'two')).toBe('From the second tab')
    expect(await draftName(page, id)).toBe('From the first tab')
  })
})

import { expect, type Page } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

/** Presses Tab until what has the focus is called so; nothing else is touched. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    const focused = page.locator(':focus')
    if ((await focused.count()) === 1) {
      const label = await focused.evaluate((element) => {
        const named = element.getAttribute('aria-label') ?? ''
        const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
        return named || labels.map((each) => each.textContent).join(' ') || (element.textContent ?? '')
      })
      if (name.test(label)) return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}`)
}

test('a workflow is made, connected, configured, published and run with the keyboard alone', async ({
  page,
}) => {
  const { keyboard } = page
  const editor = new EditorPage(page)
  const run = new RunPage(page)

  await test.step('N makes a workflow', async () => {
    await new WorkflowsPage(page).open()
    await expect(page.getByRole('button', { name: /New workflow/ })).toBeVisible()
    await keyboard.press('n')
    await editor.canvas.waitFor()
  })

  await test.step('the palette is reached with F6 and adds with Enter', async () => {
    await keyboard.press('F6')
    await keyboard.press('F6')
    await expect(page.getByRole('searchbox', { name: 'Find a node type' })).toBeFocused()
    await keyboard.type('trans')
    await keyboard.press('Enter')
    await expect(editor.node('Transform')).toBeFocused()
  })

  await test.step('A adds the next node behind the focused one, already connected', async () => {
    await keyboard.press('a')
    await expect(editor.dialog.getByRole('combobox')).toBeFocused()
    await keyboard.type('shell')
    await keyboard.press('Enter')
    await expect(editor.node('Shell')).toBeFocused()
    await keyboard.press('a')
    await expect(editor.dialog.getByRole('combobox')).toBeFocused()
    await keyboard.type('no-op')
    await keyboard.press('Enter')
    await expect(editor.node('No-op')).toBeFocused()
  })

  await test.step('C connects two nodes that were not', async () => {
    await keyboard.press('ArrowUp')
    await expect(editor.node('Shell')).toBeFocused()
    await keyboard.press('ArrowUp')
    await expect(editor.node('Transform')).toBeFocused()
    await keyboard.press('c')
    await expect(editor.dialog.getByRole('combobox')).toBeFocused()
    await keyboard.type('no-op')
    await keyboard.press('Enter')
    await expect(page.getByText('Connected Transform to No-op')).toBeAttached()
    await expect(editor.node('Transform')).toBeFocused()
  })

  await test.step('Enter leads into the form, Escape back to the canvas', async () => {
    await keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Expression' })).toBeFocused()
    await keyboard.insertText('{ "greeting": "hello" }')
    await expect(editor.node('Transform')).not.toHaveAccessibleName(/has an error/)
    await keyboard.press('Escape')
    await expect(editor.node('Transform')).toBeFocused()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Script' })).toBeFocused()
    await keyboard.insertText('echo woven by keyboard')
    await expect(editor.canvas.getByRole('group', { name: /, has an error$/ })).toHaveCount(0)
    await keyboard.press('Escape')
    await expect(editor.node('Shell')).toBeFocused()
  })

  await test.step('a mistake is undone and done again', async () => {
    await keyboard.press('Delete')
    await expect(editor.node('Shell')).toBeHidden()
    await keyboard.press('Control+z')
    await expect(editor.node('Shell')).toBeVisible()
  })

  await test.step('Shift Ctrl P publishes', async () => {
    await keyboard.press('Control+Shift+P')
    await expect(editor.dialog).toBeVisible()
    await tabTo(page, /^Publish v1/)
    await keyboard.press('Enter')
    await expect(page.getByRole('banner').getByText('Published v1')).toBeVisible()
  })

  await test.step('Ctrl Enter runs, and the run is read with the keyboard', async () => {
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: /^Run / })).toBeVisible()
    await keyboard.press('Control+Enter')
    await run.expectStatus('Completed')
    await keyboard.press('2')
    await expect(run.logs).toContainText('woven by keyboard')
  })
})

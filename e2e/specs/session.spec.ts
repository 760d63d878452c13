import { expect } from '@playwright/test'
import { owner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

// The browser notes each refusal by itself.
test.use({ expectedConsole: [/status of 401/] })

test('a session that ended leads from the editor to the door, and what was drawn meanwhile is kept', async ({
  page,
  context,
}) => {
  const editor = new EditorPage(page)
  const door = new SignInPage(page)
  const description = page.getByRole('textbox', { name: 'Description' })
  await new WorkflowsPage(page).open()
  await new WorkflowsPage(page).create()
  await editor.expectSaved()
  await context.clearCookies()
  await description.fill('Written by nobody')
  await expect(door.heading).toBeVisible()
  await door.signIn(owner)
  await expect(description).toHaveValue('Written by nobody')
  await editor.expectSaved()
})

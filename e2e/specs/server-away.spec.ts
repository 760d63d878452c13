import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

// The browser notes each request that meets no server.
test.use({ expectedConsole: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] })

test('while no server is there nothing is lost to an empty page, and what was asked for comes with it', async ({
  page,
  context,
}) => {
  const workflows = new WorkflowsPage(page)
  const door = page.getByRole('heading', { name: 'Sign in' })
  await workflows.open()
  await context.setOffline(true)

  await test.step('a page whose parts were never loaded is waited for', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Analytics' }).click()
    await expect(page.getByText('No connection')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible()
  })
  await test.step('nobody is told that they are signed out', async () => {
    await workflows.signOut()
    await expect(page.getByText('You are still signed in')).toBeVisible()
    await expect(door).toBeHidden()
  })
  await test.step('the page comes once the server is back', async () => {
    await context.setOffline(false)
    await expect(page.getByRole('heading', { name: 'Analytics', level: 1 })).toBeVisible()
    await expect(page.getByText('No connection')).toBeHidden()
  })
})

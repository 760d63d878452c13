import { expect } from '@playwright/test'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { findOwnerLink, owner } from '../fixtures/owner.ts'
import { test } from '../fixtures/product.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { WelcomePage } from '../pages/welcome-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

// The browser notes each refusal by itself: of the wrong link and of the wrong password below.
const expected = [/status of 40[13]/]

test.describe('a fresh product', () => {
  test.use({ storageState: { cookies: [], origins: [] }, expectedConsole: expected })

  test('is taken over with the printed link, which works once', async ({ browser, context, page }) => {
    const product = await startProduct()
    try {
      const welcome = new WelcomePage(page)
      const workflows = new WorkflowsPage(page)
      const link = await findOwnerLink(product)

      await test.step('without the link nobody gets in', async () => {
        await page.goto(product.url)
        await expect(welcome.closedHeading).toBeVisible()
        await page.goto(`${product.url}/executions`)
        await expect(welcome.closedHeading).toBeVisible()
      })
      await test.step('a wrong link says where the right one is', async () => {
        await page.goto(`${product.url}/welcome?token=of-another-start`)
        await welcome.makeAccount(owner)
        await expect(page.getByRole('alert')).toHaveText(
          'The link does not work any more. Take the newest one from the output of the server.',
        )
      })
      await test.step('a form that is not filled in says what is missing', async () => {
        await page.goto(link)
        await expect(welcome.heading).toBeVisible()
        await welcome.submit()
        await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true')
        await expect(page.getByRole('textbox', { name: 'Password' })).toHaveAttribute('aria-invalid', 'true')
      })
      await test.step('the account is signed in and the list teaches the next step', async () => {
        await welcome.makeAccount(owner)
        await expect(workflows.firstHeading).toBeVisible()
        await expect(page.getByRole('listitem').filter({ hasText: 'Log report' })).toBeVisible()
        await expect(page.getByRole('button', { name: /Ada Weaver.*your account/ })).toBeVisible()
      })
      await test.step('the link is spent, for others as well', async () => {
        const other = await browser.newContext({ storageState: { cookies: [], origins: [] } })
        const otherPage = await other.newPage()
        await otherPage.goto(link)
        await expect(new SignInPage(otherPage).heading).toBeVisible()
        const token = new URL(link).searchParams.get('token')
        const again = await other.request.post(`${product.url}/trpc/account.createOwner`, {
          data: { token, name: 'Eve', email: 'eve@example.org', password: 'not-for-eve-12345' },
          headers: { origin: product.url },
        })
        expect(again.ok()).toBe(false)
        await other.close()
      })
      await test.step('signing out closes every page', async () => {
        await workflows.signOut()
        await expect(new SignInPage(page).heading).toBeVisible()
        await page.goto(`${product.url}/analytics`)
        await expect(new SignInPage(page).heading).toBeVisible()
      })
      await test.step('a wrong password is refused in words', async () => {
        const door = new SignInPage(page)
        await door.signIn({ ...owner, password: 'not-the-password' })
        await expect(door.refusal).toBeVisible()
      })
      await test.step('the right one leads to the page that was asked for', async () => {
        await new SignInPage(page).signIn(owner)
        await expect(page.getByRole('heading', { name: 'Analytics', level: 1 })).toBeVisible()
      })
    } finally {
      await context.close()
      await product.dispose()
    }
  })
})

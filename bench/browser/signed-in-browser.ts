/** A real browser whose pages are signed in as the owner, as a person does it after the first start. */
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { chromiumLaunchOptions } from '../../e2e/fixtures/chromium.ts'
import type { Product } from '../../server/src/testing/start-product.ts'

export interface SignedInBrowser {
  /** A context with an empty cache. */
  newContext(): Promise<BrowserContext>
  close(): Promise<void>
}

const viewport = { width: 1440, height: 900 }

export async function openSignedInBrowser(product: Product): Promise<SignedInBrowser> {
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const storageState = await makeOwner(browser, product)
    return {
      newContext: () => browser.newContext({ baseURL: product.url, storageState, viewport }),
      close: () => browser.close(),
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}

async function makeOwner(browser: Browser, product: Product) {
  const [link] = await product.findLine(/http\S+\/welcome\?token=\S+/)
  const context = await browser.newContext({ baseURL: product.url, viewport })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel('Name').fill('Bench')
  await page.getByLabel('E-mail').fill('bench@example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('a password for the bench')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  const state = await context.storageState()
  await context.close()
  return state
}

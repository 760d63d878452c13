import { expect, type Locator, type Page } from '@playwright/test'

/** The dialog that asks where a retry begins and shows what it would do. */
export class RunRetry {
  readonly dialog: Locator
  readonly plan: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: /^Retry run/ })
    this.plan = this.dialog.getByRole('region', { name: 'What happens' })
  }

  async from(label: 'From the failed node' | 'From chosen nodes' | 'From the beginning'): Promise<void> {
    await this.dialog.getByRole('radio', { name: label }).click()
  }

  node(name: string): Locator {
    return this.dialog.getByRole('list', { name: 'Nodes to run again' }).getByRole('checkbox', { name })
  }

  /** One of the segments: `Edit`, `JSON`, `v2, published`, `Each node` ... */
  segment(name: string): Locator {
    return this.dialog.getByRole('radio', { name, exact: true })
  }

  /** The row of a node in the list of the plan says this. */
  async expectReason(node: string, words: string): Promise<void> {
    const list = this.plan.getByRole('list', { name: 'Nodes of the retry' })
    await expect(list.getByRole('listitem').filter({ hasText: node }).first()).toContainText(words)
  }

  /** Presses the primary button, which counts what runs, and waits for the page of the new run. */
  async confirm(label: string): Promise<void> {
    const before = this.#page.url()
    await this.dialog.getByRole('button', { name: label, exact: true }).click()
    await this.#page.waitForURL((url) => url.href !== before && url.pathname.startsWith('/executions/'))
  }
}

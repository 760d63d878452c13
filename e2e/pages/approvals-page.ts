import { expect, type Locator, type Page } from '@playwright/test'

/** What runs ask of people. */
export class ApprovalsPage {
  readonly heading: Locator
  readonly rows: Locator
  readonly badge: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Approvals', level: 1 })
    this.rows = page.getByRole('list', { name: /(Open|Decided) approvals/ }).getByRole('button')
    this.badge = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Approvals/ })
  }

  async open(): Promise<void> {
    await this.#page.goto('/approvals')
    await this.heading.waitFor()
  }

  async openTab(name: 'Open' | 'Decided'): Promise<void> {
    await this.#page.getByRole('tab', { name }).click()
  }

  row(title: string): Locator {
    return this.rows.filter({ hasText: title })
  }

  /** What is shown of the chosen one. */
  detail(title: string): Locator {
    return this.#page.getByRole('region', { name: title })
  }

  async choose(title: string): Promise<Locator> {
    await this.row(title).click()
    const detail = this.detail(title)
    await expect(detail).toBeVisible()
    return detail
  }
}

import type { Locator, Page } from '@playwright/test'

export class HealthCheckPage {
  readonly heading: Locator
  readonly check: Locator
  readonly damaged: Locator
  readonly quarantine: Locator
  readonly dialog: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Health check', level: 1 })
    this.check = page.getByRole('button', { name: 'Check all runs' })
    this.damaged = page.getByRole('table', { name: 'Damaged runs' })
    this.quarantine = page.getByRole('table', { name: 'Quarantine' })
    this.dialog = page.getByRole('dialog')
  }

  /** As an administrator finds it: from the settings. */
  async open(): Promise<void> {
    await this.#page.goto('/settings')
    await this.#page.getByRole('link', { name: 'Health check' }).click()
    await this.heading.waitFor()
  }

  /** The sentence that sums the last check up. */
  summary(text: string | RegExp): Locator {
    return this.#page.getByRole('region', { name: 'Last check' }).getByText(text)
  }

  repair(runs: string): Locator {
    return this.#page.getByRole('button', { name: `Repair ${runs}` })
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).last().click()
    await this.dialog.waitFor({ state: 'hidden' })
  }
}

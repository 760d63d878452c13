import type { Locator, Page } from '@playwright/test'

export class SettingsPage {
  readonly heading: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Settings', level: 1 })
  }

  async open(): Promise<void> {
    await this.#page.goto('/settings')
    await this.heading.waitFor()
  }

  /** A part of the system, such as `Redis`. */
  part(name: string): Locator {
    return this.#row('Parts of the system', name)
  }

  /** The breaker of a part, or of a host that nodes ask. */
  breaker(name: string): Locator {
    return this.#row('Breakers', name)
  }

  pool(name: string): Locator {
    return this.#row('Connections', name)
  }

  variable(name: string): Locator {
    return this.#row('Environment', name)
  }

  #row(table: string, name: string): Locator {
    const first = this.#page.getByRole('cell', { name, exact: true })
    return this.#page.getByRole('table', { name: table }).getByRole('row').filter({ has: first })
  }
}

import type { Locator, Page } from '@playwright/test'

type Section = 'Concurrency keys' | 'Rates' | 'Workflows'

/** Who holds what of the limits across executions, and who waits. */
export class LimitsPage {
  readonly heading: Locator
  readonly search: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Limits', level: 1 })
    this.search = page.getByRole('searchbox', { name: 'Search limits' })
  }

  async open(): Promise<void> {
    await this.#page.goto('/limits')
    await this.heading.waitFor()
  }

  table(section: Section): Locator {
    return this.#page.getByRole('table', { name: section })
  }

  row(section: Section, name: string): Locator {
    return this.table(section)
      .getByRole('row')
      .filter({ has: this.#page.getByRole('button', { name: `Who holds and who waits for ${name}` }) })
  }

  /** One side of an open row. */
  list(section: Section, title: string): Locator {
    return this.table(section).getByRole('list', { name: title })
  }
}

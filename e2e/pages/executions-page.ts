import type { Locator, Page } from '@playwright/test'

/** The history of all runs. */
export class ExecutionsPage {
  readonly heading: Locator
  readonly table: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Executions', level: 1 })
    this.table = page.getByRole('table', { name: 'Executions' })
  }

  async open(search = ''): Promise<void> {
    await this.#page.goto(`/executions${search}`)
    await this.heading.waitFor()
  }

  rows(workflow: string): Locator {
    return this.table.getByRole('row').filter({ hasText: workflow })
  }
}

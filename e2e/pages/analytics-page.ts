import type { Locator, Page } from '@playwright/test'

export class AnalyticsPage {
  readonly heading: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Analytics', level: 1 })
  }

  /** Counts one workflow alone, or all. */
  async open(workflowId?: string): Promise<void> {
    await this.#page.goto(workflowId === undefined ? '/analytics' : `/analytics?workflow=${workflowId}`)
    await this.heading.waitFor()
  }

  /** The large figure under a name: `Executions`, `Success rate` ... */
  figure(name: string): Locator {
    return this.#page.getByRole('definition').filter({
      has: this.#page.locator(`xpath=preceding-sibling::dt[normalize-space()="${name}"]`),
    })
  }

  panel(name: string): Locator {
    return this.#page.getByRole('region', { name })
  }
}

import { expect, type Locator, type Page } from '@playwright/test'

/** Who runs nodes, and what waits for them. */
export class WorkersPage {
  readonly heading: Locator
  readonly table: Locator
  readonly changes: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Workers and health', level: 1 })
    this.table = page.getByRole('table', { name: 'Workers' })
    this.changes = page.getByRole('region', { name: 'Recent changes' })
  }

  async open(): Promise<void> {
    await this.#page.goto('/workers')
    await this.heading.waitFor()
  }

  /** The rows of workers, without those that tell what one runs. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.#page.getByRole('button', { name: /^What / }) })
  }

  /** How far back the curve of the slots begins, of the minute that it shows at least. */
  async curveSeconds(): Promise<number> {
    const curve = this.#page.getByRole('img', { name: /^Slots in use, now/ }).locator('polyline')
    const points = (await curve.getAttribute('points')) ?? ''
    return points === '' ? 0 : ((100 - Number(points.split(',')[0])) / 100) * 60
  }

  part(name: 'Database' | 'Redis' | 'Queue' | 'Workers'): Locator {
    return this.#page.getByRole('region', { name, exact: true })
  }

  /** The figure of a part by its label: `nodes waiting`, `oldest`, `slots busy`. */
  figure(part: 'Queue' | 'Workers', label: string): Locator {
    return this.part(part)
      .getByRole('definition')
      .filter({ has: this.#page.locator(`xpath=preceding-sibling::dt[normalize-space()="${label}"]`) })
  }

  /** What the only worker runs, once its row is open. */
  async openRuns(): Promise<Locator> {
    const toggle = this.rows.first().getByRole('button', { name: /^What / })
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click()
    return this.table.getByRole('list', { name: /^Runs on / })
  }

  /** Asks to drain the first worker, and reads the question before saying yes. */
  async drain(question: RegExp): Promise<void> {
    await this.rows
      .first()
      .getByRole('button', { name: /^Drain/ })
      .click()
    const dialog = this.#page.getByRole('dialog')
    await expect(dialog).toContainText(question)
    await dialog.getByRole('button', { name: 'Drain the worker' }).click()
    await expect(dialog).toBeHidden()
  }

  async undrain(): Promise<void> {
    await this.rows
      .first()
      .getByRole('button', { name: /^Undrain / })
      .click()
  }
}

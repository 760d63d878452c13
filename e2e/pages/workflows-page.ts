import type { Locator, Page } from '@playwright/test'

export class WorkflowsPage {
  readonly heading: Locator
  /** Stands while there is no workflow at all. */
  readonly firstHeading: Locator
  readonly table: Locator
  /** Without the head. */
  readonly rows: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Workflows', level: 1 })
    this.firstHeading = page.getByRole('heading', { name: 'Draw your first workflow' })
    this.table = page.getByRole('table', { name: 'Workflows' })
    this.rows = this.table.getByRole('row').filter({ has: page.getByRole('link') })
  }

  async open(): Promise<void> {
    await this.#page.goto('/')
    await this.heading.waitFor()
  }

  async create(): Promise<void> {
    await this.#page.getByRole('button', { name: 'New workflow' }).click()
  }

  row(name: string | RegExp): Locator {
    return this.table.getByRole('row', { name })
  }

  /** Opens the menu of a row and picks an entry. */
  async choose(
    workflow: string | RegExp,
    entry: 'Run' | 'Duplicate' | 'Export JSON' | 'Delete',
  ): Promise<void> {
    const row = this.row(workflow).first()
    await row.hover()
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await this.#page.getByRole('menuitem', { name: entry }).click()
  }

  /** One click on an example; it works from the empty page and from the dialog of the full one. */
  async runExample(name: string): Promise<void> {
    const run = this.#page.getByRole('button', { name: `Run ${name}` })
    const list = this.#page.getByRole('button', { name: 'Examples' })
    await run.or(list).first().waitFor()
    if (await list.isVisible()) await list.click()
    await run.click()
  }

  async signOut(): Promise<void> {
    await this.#page.getByRole('button', { name: 'your account' }).click()
    await this.#page.getByRole('menuitem', { name: 'Sign out' }).click()
  }
}

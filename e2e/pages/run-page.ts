import { expect, type Locator, type Page } from '@playwright/test'

type DockTab = 'Timeline' | 'Logs' | 'Events' | 'Artifacts'

/** The live view of one run. */
export class RunPage {
  readonly canvas: Locator
  /** The header's line: status, how far, stream, actions. */
  readonly status: Locator
  readonly stream: Locator
  readonly inspector: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.canvas = page.getByRole('region', { name: 'Canvas' })
    this.status = page.getByRole('region', { name: 'Status of the run' })
    this.stream = this.status.getByRole('status')
    this.inspector = page.getByRole('complementary')
  }

  async open(executionId: string): Promise<void> {
    await this.#page.goto(`/executions/${executionId}`)
    await this.canvas.waitFor()
  }

  /** The id in the address. */
  async executionId(): Promise<string> {
    await this.#page.waitForURL(/\/executions\/[^/?]+/)
    return new URL(this.#page.url()).pathname.split('/')[2] ?? ''
  }

  node(name: string): Locator {
    return this.canvas.getByRole('group', { name: new RegExp(`^${RegExp.escape(name)}, `) })
  }

  /** Waits until the card of the node says so: `Running`, `Completed` ... */
  async expectNode(name: string, status: string): Promise<void> {
    await expect(this.node(name)).toHaveAccessibleName(new RegExp(`, ${status}$`))
  }

  async expectStatus(status: string, timeout?: number): Promise<void> {
    await expect(this.status.getByText(status, { exact: true })).toBeVisible(timeout ? { timeout } : {})
  }

  /** What every card says, in one comparable list. */
  async picture(): Promise<string[]> {
    const names = await this.canvas
      .getByRole('group')
      .filter({ has: this.#page.locator('.gv-card') })
      .all()
    const words = await Promise.all(names.map((card) => card.locator('.sr-only').first().textContent()))
    return words.map((word) => word ?? '').toSorted()
  }

  tab(name: DockTab): Locator {
    return this.#page.getByRole('tablist', { name: 'Details of the run' }).getByRole('tab', { name })
  }

  async openTab(name: DockTab): Promise<void> {
    await this.tab(name).click()
  }

  get logs(): Locator {
    return this.#page.getByRole('log', { name: 'Logs' })
  }

  artifact(name: string): Locator {
    return this.#page.getByRole('listbox', { name: 'Artifacts' }).getByRole('option', { name })
  }

  preview(name: string): Locator {
    return this.#page.getByRole('region', { name: `Preview of ${name}` })
  }

  action(name: 'Pause' | 'Resume' | 'Cancel' | 'Retry' | 'Run again'): Locator {
    return this.status.getByRole('button', { name })
  }
}

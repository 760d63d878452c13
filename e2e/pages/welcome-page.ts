import type { Locator, Page } from '@playwright/test'

/** First start: the page behind the one-time link. */
export class WelcomePage {
  readonly heading: Locator
  readonly closedHeading: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Make the owner account' })
    this.closedHeading = page.getByRole('heading', { name: 'Open the link from the terminal' })
  }

  async makeAccount(account: { name: string; email: string; password: string }): Promise<void> {
    await this.#page.getByRole('textbox', { name: 'Name' }).fill(account.name)
    await this.#page.getByRole('textbox', { name: 'E-mail' }).fill(account.email)
    await this.#page.getByRole('textbox', { name: 'Password' }).fill(account.password)
    await this.submit()
  }

  async submit(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Make the account' }).click()
  }
}

import type { Locator, Page } from '@playwright/test'

export class SignInPage {
  readonly heading: Locator
  readonly refusal: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Sign in' })
    this.refusal = page.getByText('E-mail or password is not right.')
  }

  async signIn(account: { email: string; password: string }): Promise<void> {
    await this.#page.getByRole('textbox', { name: 'E-mail' }).fill(account.email)
    await this.#page.getByRole('textbox', { name: 'Password' }).fill(account.password)
    await this.#page.getByRole('button', { name: 'Sign in' }).click()
  }
}

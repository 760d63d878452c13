import { expect, type Locator, type Page } from '@playwright/test'

interface Point {
  readonly x: number
  readonly y: number
}

/** The editor, used as a person with a mouse uses it. */
export class EditorPage {
  readonly canvas: Locator
  readonly cards: Locator
  readonly saveState: Locator
  readonly dialog: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.canvas = page.getByRole('region', { name: 'Canvas' })
    this.cards = this.canvas.getByRole('group').filter({ hasText: /./ })
    this.saveState = page.getByRole('banner').getByRole('status')
    this.dialog = page.getByRole('dialog')
  }

  async open(workflowId: string): Promise<void> {
    await this.#page.goto(`/workflows/${workflowId}`)
    await this.canvas.waitFor()
  }

  /** The id in the address. */
  workflowId(): string {
    return new URL(this.#page.url()).pathname.split('/')[2] ?? ''
  }

  async expectSaved(): Promise<void> {
    await expect(this.saveState).toHaveText(/^Saved \d\d:\d\d:\d\d$/)
  }

  node(name: string): Locator {
    return this.canvas.getByRole('group', { name: new RegExp(`^${RegExp.escape(name)}, `) })
  }

  /** Drags a node type onto the canvas; `at` is where the middle of its card comes to lie, from the canvas' corner. */
  async dragFromPalette(label: string, at: Point): Promise<void> {
    const item = this.#page
      .getByRole('navigation', { name: 'Node types' })
      .getByRole('button', { name: label })
    await this.#drag(await middleOf(item), await this.#onScreen(at))
  }

  /** Pulls a thread from the lower eyelet of one card onto another card. */
  async connect(source: string, target: string): Promise<void> {
    await this.#drag(await this.#lowerEyelet(source), await middleOf(this.node(target)))
  }

  /** Pulls a thread onto empty canvas and picks what comes there. */
  async connectToNew(source: string, at: Point, pick: string): Promise<void> {
    await this.#drag(await this.#lowerEyelet(source), await this.#onScreen(at))
    const list = this.#page.getByRole('dialog', { name: `Add a node after ${source}` })
    await list.getByRole('combobox').fill(pick)
    await list.getByRole('option', { name: pick }).click()
  }

  /** Presses the thread in the middle between two cards. */
  async chooseConnection(source: string, target: string): Promise<void> {
    const from = await this.#lowerEyelet(source)
    const card = await boxOf(this.node(target))
    await this.#page.mouse.click((from.x + card.x + card.width / 2) / 2, (from.y + card.y) / 2)
    await expect(this.#page.getByRole('textbox', { name: 'Condition' })).toBeVisible()
  }

  async rename(node: string, name: string): Promise<void> {
    await this.node(node).click()
    await this.#page.getByRole('textbox', { name: 'Name of the node' }).fill(name)
    await expect(this.node(name)).toBeVisible()
  }

  /** Writes into a CodeMirror field of the inspector, in place of what it holds. */
  async writeCode(label: string, text: string): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: label })
    await field.fill(text)
    await expect(field).toContainText(text.split('\n').at(-1) ?? '')
  }

  /** Nothing chosen: the workflow's own settings stand in the inspector. */
  async chooseNothing(): Promise<void> {
    const canvas = await boxOf(this.canvas)
    await this.#page.mouse.click(canvas.x + canvas.width - 240, canvas.y + 24)
    await expect(this.#page.getByRole('textbox', { name: 'Input schema' })).toBeVisible()
  }

  async publish(): Promise<void> {
    await this.#page
      .getByRole('banner')
      .getByRole('button', { name: /^Publish v/ })
      .click()
    await this.#page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish v/ })
      .click()
    await expect(this.#page.getByRole('dialog')).toBeHidden()
  }

  async undo(): Promise<void> {
    await this.#page.getByRole('button', { name: /^Undo/ }).click()
  }

  async closeDialog(): Promise<void> {
    await this.#page.keyboard.press('Escape')
    await expect(this.dialog).toBeHidden()
  }

  /** Answers a conflict that was put off. */
  async chooseInConflict(choice: 'Use theirs' | 'Keep mine'): Promise<void> {
    await this.#page.getByRole('button', { name: 'Compare and choose' }).click()
    await this.dialog.getByRole('button', { name: choice }).click()
    await expect(this.dialog).toBeHidden()
  }

  async openRunDialog(): Promise<Locator> {
    await this.#page.getByRole('banner').getByRole('button', { name: 'Run' }).click()
    return this.#page.getByRole('dialog', { name: /^Run / })
  }

  async #lowerEyelet(node: string): Promise<Point> {
    const { x, y, width, height } = await boxOf(this.node(node))
    return { x: x + width / 2, y: y + height }
  }

  async #onScreen(at: Point): Promise<Point> {
    const { x, y } = await boxOf(this.canvas)
    return { x: x + at.x, y: y + at.y }
  }

  async #drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.#page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await mouse.move(to.x, to.y, { steps: 4 })
    await mouse.up()
  }
}

async function boxOf(locator: Locator) {
  await expect(locator).toBeVisible()
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`${locator} is not on the screen`)
  return box
}

async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(locator)
  return { x: x + width / 2, y: y + height / 2 }
}

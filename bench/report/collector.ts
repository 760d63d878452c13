/** Gathers figures while the parts run; a part that breaks off leaves its reason in the place of its figures. */
import type { DetailTable, FigureName, Figures, Measured, Remark } from './figures.ts'
import { formatNumber, formatReport, formatTable } from './format-report.ts'

export class Collector {
  readonly figures: Figures = {}
  readonly #remarks: Remark[] = []
  readonly #details: string[] = []
  readonly #problems: string[] = []

  set(name: FigureName, measured: Measured): void {
    this.figures[name] = measured
  }

  remark(what: string, value: number, unit = ''): void {
    this.remarkText(what, `${formatNumber(value)} ${unit}`.trimEnd())
  }

  remarkText(what: string, value: string): void {
    this.#remarks.push({ what, value })
  }

  /** Shown below everything else, in the order in which they come. */
  addTable({ head, rows }: DetailTable): void {
    if (rows.length > 0) this.#details.push(formatTable(head, rows))
  }

  addText(text: string): void {
    this.#details.push(text)
  }

  /** Runs a part. `names` are the figures that it sets; `words` say what it is where it sets none. */
  async attempt(
    names: readonly FigureName[],
    run: () => Promise<void>,
    words = names.join(', '),
  ): Promise<void> {
    const begin = performance.now()
    try {
      await run()
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
      for (const name of names) this.set(name, { missing: `not measured: ${reason.slice(0, 80)}` })
      this.#problems.push(`${words}: ${error instanceof Error ? error.stack : String(error)}`)
    }
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    console.error(`  ${words}: ${seconds} s`)
  }

  get isEmpty(): boolean {
    return Object.keys(this.figures).length + this.#remarks.length + this.#details.length === 0
  }

  get problems(): readonly string[] {
    return this.#problems
  }

  toReport(): string {
    return [formatReport(this.figures, this.#remarks), ...this.#details].join('\n\n')
  }
}

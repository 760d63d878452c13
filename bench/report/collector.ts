/** Gathers figures while the parts run; a part that breaks off leaves its reason in the place of its figures. */
import type { FigureName, Figures, Measured, Remark } from './figures.ts'
import { formatNumber, formatReport } from './format-report.ts'

export class Collector {
  readonly figures: Figures = {}
  readonly #remarks: Remark[] = []
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

  /** Runs a part. `names` are the figures that it sets. */
  async attempt(names: readonly FigureName[], run: () => Promise<void>): Promise<void> {
    const begin = performance.now()
    try {
      await run()
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
      for (const name of names) this.set(name, { missing: `not measured: ${reason.slice(0, 80)}` })
      this.#problems.push(`${names.join(', ')}: ${error instanceof Error ? error.stack : String(error)}`)
    }
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    console.error(`  ${names.join(', ')}: ${seconds} s`)
  }

  get problems(): readonly string[] {
    return this.#problems
  }

  toReport(): string {
    return formatReport(this.figures, this.#remarks)
  }
}

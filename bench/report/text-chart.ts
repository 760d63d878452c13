/** A bar a line, for figures that are to be seen side by side in plain text. */
import { formatNumber } from './format-report.ts'

export interface Bar {
  readonly name: string
  readonly value: number
}

const longest = 40

/** As a block of code, so that it keeps its shape in Markdown. The longest bar is the greatest value. */
export function drawBars(title: string, bars: readonly Bar[], unit: string): string {
  const greatest = Math.max(...bars.map(({ value }) => value))
  const width = Math.max(...bars.map(({ name }) => name.length))
  const lines = bars.map(({ name, value }) => {
    const length = Math.round((longest * value) / greatest)
    return `${name.padStart(width)} ${'█'.repeat(length).padEnd(longest)} ${formatNumber(value)} ${unit}`
  })
  return ['```text', title, ...lines, '```'].join('\n')
}

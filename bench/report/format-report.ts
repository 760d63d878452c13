/** The report as Markdown that also reads well in a terminal: what is to be reached, then what else was seen. */
import { type Figure, type Figures, judge, type Remark, targets } from './figures.ts'
import type { Target } from './target.ts'

/** Rows of parts that were not asked for are left out. */
export function formatReport(figures: Figures, remarks: readonly Remark[]): string {
  const rows = Object.entries(targets).flatMap(([name, target]): string[][] => {
    const measured = figures[name as keyof typeof targets]
    return measured === undefined ? [] : [toRow({ target, measured })]
  })
  const table = formatTable(['what', 'must', 'aim', 'measured', 'verdict'], rows)
  const beside = formatTable(
    ['beside', 'measured'],
    remarks.map(({ what, value }) => [what, value]),
  )
  return [rows.length > 0 ? [table] : [], remarks.length > 0 ? [beside] : []].flat().join('\n\n')
}

/** Three digits that count, thousands parted. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '-'
  const size = Math.abs(value)
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function toRow(figure: Figure): string[] {
  const { target, measured } = figure
  const shown = typeof measured === 'number' ? withUnit(measured, target) : '-'
  return [target.what, toLimit(target.must, target), toLimit(target.aim, target), shown, judge(figure)]
}

function toLimit(value: number, target: Target): string {
  return `${target.better === 'lower' ? '<=' : '>='} ${withUnit(value, target)}`
}

function withUnit(value: number, { unit }: Target): string {
  return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`
}

/** Columns as wide as their widest cell. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const toLine = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [toLine(head), rule, ...rows.map(toLine)].join('\n')
}

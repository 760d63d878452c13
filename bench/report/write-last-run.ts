/** Puts a report in the place of the last one in docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../../docs/performance.md')
const begin = '<!-- last run: written by `npm run bench -- --write` -->'
const end = '<!-- end of the last run -->'

export function writeLastRun(report: string): void {
  writeFileSync(file, replaceLastRun(readFileSync(file, 'utf8'), report))
}

/** Throws when the marks are not there, in this order. */
export function replaceLastRun(text: string, report: string): string {
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error('docs/performance.md has no place for the last run')
  return `${text.slice(0, from)}${begin}\n\n${report}\n\n${text.slice(to)}`
}

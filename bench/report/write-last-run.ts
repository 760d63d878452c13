/** Puts a report in the place of the last one of its family in docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../../docs/performance.md')

const marks = {
  product: {
    begin: '<!-- last run: written by `npm run bench -- --write` -->',
    end: '<!-- end of the last run -->',
  },
  fleet: {
    begin: '<!-- last fleet run: written by `npm run bench -- --fleet --write` -->',
    end: '<!-- end of the last fleet run -->',
  },
} as const

export type Family = keyof typeof marks

export function writeLastRun(family: Family, report: string): void {
  writeFileSync(file, replaceLastRun(readFileSync(file, 'utf8'), { family, report }))
}

/** Throws when the marks are not there, in this order. */
export function replaceLastRun(text: string, { family, report }: { family: Family; report: string }): string {
  const { begin, end } = marks[family]
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error('docs/performance.md has no place for the last run')
  return `${text.slice(0, from)}${begin}\n\n${report}\n\n${text.slice(to)}`
}

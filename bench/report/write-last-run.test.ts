import { expect, test } from 'vitest'
import { replaceLastRun } from './write-last-run.ts'

const begin = '<!-- last run: written by `npm run bench -- --write` -->'
const end = '<!-- end of the last run -->'
const fleet = [
  '<!-- last fleet run: written by `npm run bench -- --fleet --write` -->',
  '<!-- end of the last fleet run -->',
]
const news = { family: 'product', report: 'new' } as const

test('a report takes the place of the one before and leaves the rest', () => {
  const text = `# Head\n\n${begin}\n\nold\n\n${end}\n\n## Tail\n`
  const once = replaceLastRun(text, news)
  expect(once).toBe(`# Head\n\n${begin}\n\nnew\n\n${end}\n\n## Tail\n`)
  expect(replaceLastRun(once, news)).toBe(once)
})

test('each family has a place of its own', () => {
  const text = `${begin}\n\none\n\n${end}\n${fleet.join('\n\nmany\n\n')}\n`
  expect(replaceLastRun(text, { family: 'fleet', report: 'more' })).toBe(
    `${begin}\n\none\n\n${end}\n${fleet.join('\n\nmore\n\n')}\n`,
  )
})

test('a text without the marks is told', () => {
  expect(() => replaceLastRun('# Head', news)).toThrow('no place')
})

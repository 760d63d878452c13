import { expect, test } from 'vitest'
import { replaceLastRun } from './write-last-run.ts'

const begin = '<!-- last run: written by `npm run bench -- --write` -->'
const end = '<!-- end of the last run -->'

test('a report takes the place of the one before and leaves the rest', () => {
  const text = `# Head\n\n${begin}\n\nold\n\n${end}\n\n## Tail\n`
  const once = replaceLastRun(text, 'new')
  expect(once).toBe(`# Head\n\n${begin}\n\nnew\n\n${end}\n\n## Tail\n`)
  expect(replaceLastRun(once, 'new')).toBe(once)
})

test('a text without the marks is told', () => {
  expect(() => replaceLastRun('# Head', 'new')).toThrow('no place')
})

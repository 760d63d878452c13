/** Holds docs/guarantees.md to reality: each promise names a test that is there, and each period is that of the code. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const text = readFileSync(join(ROOT, 'docs/guarantees.md'), 'utf8')
const [promised = ''] = text.split('## What is not promised')

const citations = [...promised.matchAll(/^- `([^`]+)`: \*(.+)\*$/gm)].map(([, path = '', title = '']) => ({
  path,
  title,
}))

/** Titles as they are written, with the placeholders of tables. */
function listTitles(path: string): string[] {
  const source = readFileSync(join(ROOT, path), 'utf8')
  const first = /(?:\b(?:test|it)(?:\.\w+)*\(|\)\()\s*(['"`])(.+?)\1\s*,/g
  return [...source.matchAll(first)].map(([, , title = '']) => title)
}

test('each promise is followed by tests', () => {
  const blocks = promised.split(/\n{2,}/)
  const promises = blocks.flatMap((block, at) => (block.startsWith('**') ? [blocks[at + 1] ?? block] : []))
  expect(promises.length).toBeGreaterThan(20)
  expect(promises.filter((next) => !/^- `[^`]+`: \*/.test(next))).toEqual([])
  expect(promised.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(citations.length)
})

test.each(citations)('$path has "$title"', ({ path, title }) => {
  expect(existsSync(join(ROOT, path)), path).toBe(true)
  expect(listTitles(path)).toContain(title)
})

const periods = [...text.matchAll(/\| ([\d.]+) (ms|s) +\| `(\w+)` in `([^`]+)` +\|/g)].map((match) => ({
  ms: Number(match[1]) * (match[2] === 's' ? 1000 : 1),
  name: match[3] ?? '',
  path: match[4] ?? '',
}))

test('the page tells the periods that everything else follows from', () => {
  expect(periods.length).toBeGreaterThan(10)
})

test.each(periods)('$name is $ms ms in $path', ({ ms, name, path }) => {
  const source = readFileSync(join(ROOT, path), 'utf8')
  const value = new RegExp(`\\b(?:const|let) ${name} = ([\\d_]+)$`, 'm').exec(source)?.[1]
  expect(Number(value?.replaceAll('_', ''))).toBe(ms)
})

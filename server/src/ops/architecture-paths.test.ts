import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
const paths = [
  ...new Set(
    [...text.matchAll(/`((?:core|server|web|prisma|e2e|bench|examples|docs)\/[^`\s]*)`/g)].map(
      (match) => match[1] ?? '',
    ),
  ),
]

test('the page that tells where things are names enough of them', () => {
  expect(paths.length).toBeGreaterThan(15)
})

test.each(paths)('%s, which docs/architecture.md names, exists', (path) => {
  expect(existsSync(join(ROOT, path))).toBe(true)
})

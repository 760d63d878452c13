import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'heddle-folder-'))
afterAll(() => rmSync(root, { recursive: true }))

test('a folder is made with what leads to it, and may be there already', () => {
  const folder = join(root, 'a/b/c')
  makeFolder(folder, 0o700)
  makeFolder(folder, 0o755)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a file in the way is named', () => {
  const file = join(root, 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file, 0o700)).toThrow(file)
  expect(() => makeFolder(join(file, 'below'), 0o700)).toThrow(file)
})

test.runIf(process.platform === 'linux')(
  'a place that takes no folders is named, and not tried for ever',
  () => {
    expect(() => makeFolder('/proc/heddle/data', 0o700)).toThrow('/proc/heddle')
  },
)

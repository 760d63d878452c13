import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mutants } from './mutants.ts'

it.each(mutants)('$name: its text stands once in $file', ({ file, find }) => {
  const source = readFileSync(join(import.meta.dirname, '../src', file), 'utf8')
  expect(source.split(find)).toHaveLength(2)
})

import { expect, test } from 'vitest'
import { problemCodes } from './definition/problem.ts'
import { ConcurrentModificationError, DomainError, errorCatalogue } from './errors.ts'
import { nodeErrorCodes } from './execution/event.ts'

const documentPath = '../../docs/errors.md?raw'
const { default: text }: { default: string } = await import(documentPath)

/** Rows of the tables of a section whose first cell is a code, as their cells. */
function rowsOf(title: string): string[][] {
  const [, section = ''] = text.split(`## ${title}\n`)
  const lines = (section.split('\n## ')[0] ?? '').split('\n')
  return lines
    .filter((line) => /^\| `[A-Z_]+` \|/.test(line))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
}

const codesOf = (title: string) => rowsOf(title).map(([code = '']) => code.slice(1, -1))

test('the documentation lists the codes of the catalogue, no more and no fewer, in the same order', () => {
  expect(codesOf('Refusals of the API')).toEqual(Object.keys(errorCatalogue))
})

test('it tells the kind that each code has, what it means and how to mend it', () => {
  for (const [code = '', kind, meaning, mend] of rowsOf('Refusals of the API')) {
    expect({ code, kind }).toEqual({ code, kind: errorCatalogue[code.slice(1, -1) as 'INTERNAL'].kind })
    expect(meaning).toMatch(/^[A-Z`].*\.$/)
    expect(mend).toMatch(/^[A-Z`].*\.$/)
  }
})

test('it names details as programs get them', () => {
  expect(text).not.toMatch(/details\.\w*[A-Z]|details\.problems|"details": \{ "\w*[A-Z]/)
})

test('it explains every kind', () => {
  const kinds = new Set(Object.values(errorCatalogue).map((entry) => entry.kind))
  for (const kind of kinds) expect(text).toContain(`| \`${kind}\` |`)
})

test('it lists the errors of nodes and the problems of workflows', () => {
  expect(codesOf('Errors of nodes')).toEqual([...nodeErrorCodes])
  expect(codesOf('Problems of workflows')).toEqual([...problemCodes])
})

test('an error carries the kind and the words of its code, and its cause', () => {
  const cause = new Error('socket')
  const error = new DomainError('DATABASE_UNAVAILABLE', { reason: 'closed' }, { cause })
  expect(error).toMatchObject({ kind: 'unavailable', code: 'DATABASE_UNAVAILABLE', cause })
  expect(error.message).toBe(errorCatalogue.DATABASE_UNAVAILABLE.message)
  const conflict = new ConcurrentModificationError('e1', 5)
  expect(conflict).toMatchObject({ code: 'STATE_CONFLICT', details: { executionId: 'e1', tries: 5 } })
  expect(new DomainError('FORBIDDEN', { reason: 'x' }, { message: 'Not here.' }).message).toBe('Not here.')
})

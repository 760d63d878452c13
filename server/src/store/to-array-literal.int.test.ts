import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { toArrayLiteral } from './to-array-literal.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('any texts come back as they were', async () => {
  // PostgreSQL has no NUL in texts and no half of a surrogate pair.
  const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed() && !value.includes('\0'))
  const awkward = fc.constantFrom(
    '',
    'NULL',
    'null',
    '{}',
    '"',
    '\\',
    'a,b',
    ' ',
    '\n',
    "'",
    '{"a":"\\"b\\""}',
  )
  const values = fc.array(fc.oneof(text, awkward, fc.constant(null)), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(values, async (given) => {
      const result = await database.pool.query('SELECT $1::text[] AS came', [toArrayLiteral(given)])
      expect(result.rows[0]?.came).toEqual(given)
    }),
    { numRuns: 200 },
  )
})

test('numbers, truth values and times are read by their own types', async () => {
  const at = '2026-01-02T03:04:05.678Z'
  const result = await database.pool.query(
    'SELECT $1::real[] AS n, $2::boolean[] AS b, $3::timestamptz[] AS t',
    [toArrayLiteral([1, -0.5, 1e21, null]), toArrayLiteral([true, null]), toArrayLiteral([at])],
  )
  expect(result.rows[0]).toEqual({ n: [1, -0.5, 1e21, null], b: [true, null], t: [new Date(at)] })
})

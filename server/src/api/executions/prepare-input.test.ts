import { expect, test } from 'vitest'
import { prepareInput } from './prepare-input.ts'

const schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', default: 'nobody' },
    deep: { type: 'object', properties: { size: { type: 'number', default: 3 } } },
    maybe: { type: ['number', 'null'], default: 1 },
  },
}
const limitBytes = 1_000

test.each([
  ['absent', undefined, { name: 'nobody', maybe: 1 }],
  ['empty', {}, { name: 'nobody', maybe: 1 }],
  ['with a nested object', { deep: {} }, { name: 'nobody', deep: { size: 3 }, maybe: 1 }],
  ['with null, which is a value', { maybe: null }, { name: 'nobody', maybe: null }],
  ['with more than the schema says', { name: 'a', more: [1] }, { name: 'a', more: [1], maybe: 1 }],
])('an input %s gets its defaults', (_what, given, expected) => {
  expect(prepareInput(given, { schema, limitBytes })).toEqual(expected)
})

test('an input without a schema is taken as it is', () => {
  for (const given of [{ a: 1 }, [1], 'text', 0, null])
    expect(prepareInput(given, { schema: undefined, limitBytes })).toEqual(given)
})

test('an input that does not fit is refused with the place', () => {
  expect(() => prepareInput({ name: 1 }, { schema, limitBytes })).toThrow(
    expect.objectContaining({
      code: 'INPUT_INVALID',
      details: { problems: [expect.objectContaining({ path: 'name' })] },
    }),
  )
})

test('an input beyond the limit is refused with the limit', () => {
  expect(() => prepareInput({ name: 'x'.repeat(1_000) }, { schema, limitBytes })).toThrow(
    expect.objectContaining({ code: 'VALUE_TOO_LARGE', details: { what: 'input', limitBytes } }),
  )
})

test.each([
  ['U+0000', 'a\u0000', false],
  ['half of a pair', '\ud83d', false],
  ['a whole pair', '\ud83d\ude00', true],
  ['a backslash before it', '\\u0000', true],
])('text with %s', (_what, name, isTaken) => {
  const prepare = () => prepareInput({ name }, { schema: undefined, limitBytes })
  if (isTaken) expect(prepare()).toEqual({ name })
  else expect(prepare).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
})

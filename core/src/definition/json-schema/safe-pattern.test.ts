import { expect, test } from 'vitest'
import { checkSchema } from './check-schema.ts'
import { toSafePattern } from './safe-pattern.ts'

test.each([
  '(a+)+$',
  '(a*)*',
  '(a|a)*b',
  '(?:a|b)+',
  '([a-z]+-?)+',
  '(a?){30}',
  '((a+))+',
  '(\\w+)\\1+',
  '(',
  '[',
  'x'.repeat(1001),
])('refuses %s', (pattern) => {
  expect(toSafePattern(pattern).ok).toBe(false)
})

test.each([
  '^https?://',
  '^[a-z]+-[0-9]{2,4}$',
  '^(foo|bar)$',
  '(abc)+',
  '\\d+',
  '[(+*]+',
  '^\\(a\\+\\)$',
  '^(a+)?$',
  '(?:ab){2}',
])('takes %s', (pattern) => {
  expect(toSafePattern(pattern).ok).toBe(true)
})

test('bounds the text by how fast the search can grow', () => {
  const slow = toSafePattern('^a*a*a*b')
  expect(slow.ok && slow.maxLength).toBeLessThan(300)
  const fixed = toSafePattern('^abc$')
  expect(fixed.ok && fixed.maxLength).toBe(Infinity)
})

test.each([
  { schema: 5, path: '' },
  { schema: { type: 'objekt' }, path: 'type' },
  { schema: { properties: [] }, path: 'properties' },
  { schema: { properties: { a: 1 } }, path: 'properties.a' },
  { schema: { required: 'a' }, path: 'required' },
  { schema: { anyOf: [] }, path: 'anyOf' },
  { schema: { items: { minLength: -1 } }, path: 'items.minLength' },
  { schema: { multipleOf: 0 }, path: 'multipleOf' },
  { schema: { patternProperties: { '(a+)+': {} } }, path: 'patternProperties' },
  { schema: { $ref: '#/$defs/x' }, path: '$ref' },
  { schema: { $ref: 'https://example.org/x' }, path: '$ref' },
  { schema: { unevaluatedProperties: false }, path: 'unevaluatedProperties' },
])('a schema like $schema is refused at $path', ({ schema, path }) => {
  expect(checkSchema(schema).map((problem) => problem.path.join('.'))).toEqual([path])
})

test('annotations and nested schemas are fine', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Input',
    properties: { a: { type: 'string', format: 'email', 'x-heddle': { unit: 'ms' } }, b: true },
    $defs: { c: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/c' }] } },
  }
  expect(checkSchema(schema)).toEqual([])
})

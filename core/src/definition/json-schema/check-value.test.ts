import { expect, test } from 'vitest'
import { checkValue } from './check-value.ts'

const rows: { schema: unknown; fits: unknown[]; not: unknown[] }[] = [
  { schema: true, fits: [1, null, {}], not: [] },
  { schema: false, fits: [], not: [1, null] },
  { schema: { type: 'integer' }, fits: [1, -2, 1.0], not: [1.5, '1', null] },
  { schema: { type: ['string', 'null'] }, fits: ['', null], not: [1, [], {}] },
  { schema: { enum: ['a', 1, { b: [1] }] }, fits: ['a', 1, { b: [1] }], not: ['b', { b: [2] }] },
  { schema: { const: { a: 1, b: 2 } }, fits: [{ b: 2, a: 1 }], not: [{ a: 1 }] },
  { schema: { minLength: 2, maxLength: 3 }, fits: ['ab', 'äöü', '😀😀', 5], not: ['a', 'abcd'] },
  { schema: { pattern: '^a' }, fits: ['ab'], not: ['ba'] },
  {
    schema: { format: 'date-time' },
    fits: ['2030-01-31T08:00:00Z', '2030-01-31T08:00:00.123+02:00'],
    not: ['2030', '2030-13-01T00:00:00Z', '2030-01-31T08:00:00'],
  },
  { schema: { format: 'date' }, fits: ['2030-01-31'], not: ['31.1.2030', '2030-02-31x', '2030-02-31'] },
  { schema: { format: 'email' }, fits: ['a@b.c'], not: ['a', '@b', 'a b@c'] },
  { schema: { format: 'uri' }, fits: ['https://a.b/c', 'urn:x:y'], not: ['a.b', 'https:'] },
  { schema: { format: 'uuid' }, fits: ['00000000-0000-4000-8000-00000000000A'], not: ['1'] },
  { schema: { format: 'shoe-size' }, fits: ['any'], not: [] },
  { schema: { minimum: 1, exclusiveMaximum: 3 }, fits: [1, 2.9], not: [0.9, 3] },
  { schema: { exclusiveMinimum: 1, maximum: 3 }, fits: [1.1, 3], not: [1, 3.1] },
  { schema: { multipleOf: 0.1 }, fits: [0.3, 1], not: [0.35] },
  {
    schema: { items: { type: 'number' }, minItems: 1, maxItems: 2 },
    fits: [[1], [1, 2]],
    not: [[], ['a'], [1, 2, 3]],
  },
  {
    schema: { prefixItems: [{ type: 'string' }], items: { type: 'number' } },
    fits: [['a', 1], []],
    not: [[1], ['a', 'b']],
  },
  {
    schema: { uniqueItems: true },
    fits: [[1, '1']],
    not: [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  },
  { schema: { contains: { type: 'number' }, maxContains: 1 }, fits: [['a', 1]], not: [['a'], [1, 2]] },
  { schema: { required: ['a'] }, fits: [{ a: null }], not: [{}, { b: 1 }] },
  { schema: { required: ['a'], properties: { a: { default: 1 } } }, fits: [{}], not: [] },
  { schema: { dependentRequired: { a: ['b'] } }, fits: [{}, { b: 1 }, { a: 1, b: 1 }], not: [{ a: 1 }] },
  { schema: { additionalProperties: false, properties: { a: {} } }, fits: [{ a: 1 }], not: [{ b: 1 }] },
  { schema: { additionalProperties: { type: 'number' } }, fits: [{ a: 1 }], not: [{ a: '1' }] },
  {
    schema: { patternProperties: { '^x-': { type: 'number' } }, additionalProperties: false },
    fits: [{ 'x-a': 1 }],
    not: [{ 'x-a': '' }, { y: 1 }],
  },
  { schema: { propertyNames: { maxLength: 2 } }, fits: [{ ab: 1 }], not: [{ abc: 1 }] },
  { schema: { minProperties: 1, maxProperties: 1 }, fits: [{ a: 1 }], not: [{}, { a: 1, b: 1 }] },
  { schema: { anyOf: [{ type: 'string' }, { minimum: 3 }] }, fits: ['', 3], not: [2] },
  { schema: { oneOf: [{ minimum: 1 }, { maximum: 5 }] }, fits: [0, 6], not: [3] },
  { schema: { allOf: [{ minimum: 1 }, { maximum: 5 }] }, fits: [3], not: [0, 6] },
  { schema: { not: { type: 'string' } }, fits: [1], not: ['a'] },
  {
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited.
    schema: { if: { properties: { a: { const: 1 } } }, then: { required: ['b'] }, else: { required: ['c'] } },
    fits: [
      { a: 1, b: 1 },
      { a: 2, c: 1 },
    ],
    not: [{ a: 1 }, { a: 2 }],
  },
  { schema: { $ref: '#/$defs/n', $defs: { n: { type: 'number' } } }, fits: [1], not: ['a'] },
  {
    schema: { type: 'object', properties: { next: { $ref: '#' } }, required: ['v'] },
    fits: [{ v: 1, next: { v: 2 } }],
    not: [{ v: 1, next: {} }],
  },
]

test.each(rows)('holds values to $schema', ({ schema, fits, not }) => {
  for (const value of fits) expect(checkValue(value, schema)).toEqual([])
  for (const value of not) expect(checkValue(value, schema)).not.toEqual([])
})

test('names the place of each problem', () => {
  const schema = { properties: { a: { items: { required: ['x'] } } } }
  expect(checkValue({ a: [{ x: 1 }, {}] }, schema).map((problem) => problem.path)).toEqual([['a', 1, 'x']])
})

test('gives up on choices within choices instead of running for ever', () => {
  const loops = {
    properties: { a: { $ref: '#' } },
    allOf: [{ $ref: '#/$defs/b' }, { $ref: '#/$defs/b' }],
    $defs: { b: { anyOf: [{ $ref: '#' }, { $ref: '#' }] } },
  }
  expect(checkValue({}, loops).at(-1)?.message).toContain('more checks')
})

test('has steps enough for a large list', () => {
  const list = Array.from({ length: 200_000 }, (_, index) => ({ n: index }))
  const item = { type: 'object', properties: { n: { anyOf: [{ type: 'string' }, { type: 'integer' }] } } }
  expect(checkValue(list, { type: 'array', items: item })).toEqual([])
})

const letters = Array.from({ length: 100_000 }, (_, index) => index)
test.each([
  ['leads back to itself twice', { anyOf: [{ $ref: '#' }, { $ref: '#' }] }, letters],
  [
    'compares a long list at each step',
    { anyOf: [{ $ref: '#' }, { enum: [[1], [2]] }, { $ref: '#' }] },
    letters,
  ],
  [
    'searches many long texts by a slow pattern',
    { items: { pattern: 'a*a*b' } },
    Array.from({ length: 1_000 }, () => 'a'.repeat(200)),
  ],
])(
  'a schema that %s is given up soon',
  (_what, schema, value) => {
    const words = checkValue(value, schema).map(({ message }) => message)
    expect(words).toContainEqual(expect.stringContaining('asks for more checks'))
  },
  // Without a limit of its cost each takes minutes.
  3_000,
)

test('an allowed value of megabytes is told in part', () => {
  const [problem] = checkValue(1, { const: 'x'.repeat(5_000_000) })
  expect(problem?.message.length).toBeLessThan(200)
})

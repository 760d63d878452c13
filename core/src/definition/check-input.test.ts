import { expect, test } from 'vitest'
import { checkInput } from './check-input.ts'

const schema = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, default: 5 },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
  },
  required: ['name', 'limit'],
}

test('fills the defaults of top-level properties in', () => {
  const given = { name: 'x' }
  expect(checkInput(given, schema)).toEqual({ input: { name: 'x', limit: 5 }, problems: [] })
  expect(given).toEqual({ name: 'x' })
})

test.each([
  { name: 'a missing property', input: {}, path: 'name', message: 'name is missing' },
  {
    name: 'a wrong type',
    input: { name: 'x', limit: 'many' },
    path: 'limit',
    message: 'must be a whole number, and is text',
  },
  {
    name: 'a value below its bound',
    input: { name: 'x', limit: 0 },
    path: 'limit',
    message: 'must be at least 1',
  },
  {
    name: 'a wrong item',
    input: { name: 'x', tags: ['a', 1] },
    path: 'tags.1',
    message: 'must be text, and is a number',
  },
  { name: 'no object', input: [], path: '', message: 'must be an object, and is a list' },
  { name: 'null', input: null, path: '', message: 'must be an object, and is null' },
])('refuses $name', ({ input, path, message }) => {
  expect(checkInput(input, schema).problems).toContainEqual({ path, message })
})

test('takes anything where there is no schema', () => {
  for (const input of [null, 1, 'x', [], { a: 1 }]) {
    expect(checkInput(input, undefined)).toEqual({ input, problems: [] })
  }
  expect(checkInput(undefined, undefined)).toEqual({ input: {}, problems: [] })
})

test('refuses an input that is nested past any stack', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  expect(checkInput(deep, { $ref: '#' }).problems[0]?.message).toContain('nested')
})

test('does not hang on a schema that calls itself', () => {
  const loops = { anyOf: [{ $ref: '#' }, { $ref: '#' }] }
  expect(checkInput({}, loops).problems).not.toEqual([])
})

test('keeps a key named __proto__ an ordinary key', () => {
  const input = JSON.parse('{"name":"x","__proto__":{"polluted":1}}')
  expect(JSON.stringify(checkInput(input, schema).input)).toContain('"__proto__":{"polluted":1}')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

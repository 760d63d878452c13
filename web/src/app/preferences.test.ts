import { expect, it } from 'vitest'
import { readPreferences } from './preferences.ts'

it.each([
  ['nothing stored', null, { theme: 'system', singleKeys: true }],
  ['text that is no JSON', '{', { theme: 'system', singleKeys: true }],
  ['another kind of value', '[1]', { theme: 'system', singleKeys: true }],
  ['an unknown theme', '{"theme":"pink","singleKeys":false}', { theme: 'system', singleKeys: false }],
  ['whole preferences', '{"theme":"dark","singleKeys":true}', { theme: 'dark', singleKeys: true }],
])('reads %s', (_, stored, expected) => {
  expect(readPreferences(stored)).toEqual(expected)
})

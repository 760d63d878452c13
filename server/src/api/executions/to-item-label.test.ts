import { expect, test } from 'vitest'
import { toItemLabel } from './to-item-label.ts'

const rows: readonly [name: string, text: string, label: string | null][] = [
  ['a text is its own label', '"north"', 'north'],
  ['so is a number', '42', '42'],
  ['an object is told by its name', '{"size": 3, "name": "north"}', 'north'],
  ['or else by its id', '{"size": 3, "id": 7}', '7'],
  ['an empty name is none', '{"name": "", "title": "North"}', 'North'],
  ['an object without a name has none', '{"size": 3}', null],
  ['nor has a list', '[1, 2]', null],
  ['nor null', 'null', null],
  ['a text that was cut off shows its beginning', '{"rows": [1, 2', '{"rows": [1, 2'],
]

test.each(rows)('%s', (_, text, label) => {
  expect(toItemLabel(text)).toBe(label)
})

test('a long label is cut', () => {
  expect(toItemLabel(JSON.stringify('x'.repeat(200)))).toHaveLength(80)
})

import { expect, test } from 'vitest'
import { findLoneExpression, parseTemplate } from './template.ts'

const sources = (text: string) =>
  parseTemplate(text).parts.flatMap((part) => (part.kind === 'expression' ? [part.source] : []))

test.each([
  { name: 'plain text', text: 'no braces } here {', found: [] },
  { name: 'one expression', text: '{{ input.x }}', found: [' input.x '] },
  { name: 'two with text', text: 'a {{x}} b {{ y }} c', found: ['x', ' y '] },
  { name: 'an object in the expression', text: '{{ {"a": {"b": 1}} }}', found: [' {"a": {"b": 1}} '] },
  { name: 'an object that touches the end', text: '{{{"a":{"b":1}}}}', found: ['{"a":{"b":1}}'] },
  { name: 'braces in a string', text: '{{ "}}" & input.x }}', found: [' "}}" & input.x '] },
  { name: 'an escaped quote', text: '{{ "\\"}}" }}', found: [' "\\"}}" '] },
  { name: 'braces in a quoted name', text: '{{ `}}`.a }}', found: [' `}}`.a '] },
  { name: 'braces in a comment', text: '{{ a /* }} */ }}', found: [' a /* }} */ '] },
  { name: 'braces in a pattern', text: '{{ $match(x, /}}/) }}', found: [' $match(x, /}}/) '] },
  { name: 'a division', text: '{{ a / b }} / {{ c }}', found: [' a / b ', ' c '] },
  { name: 'a pattern behind a word operator', text: '{{ a in /"/ }}', found: [' a in /"/ '] },
  { name: 'an empty expression', text: '{{}}', found: [''] },
])('finds $name', ({ text, found }) => {
  expect(sources(text)).toEqual(found)
})

test.each([
  { text: 'a {{ b', at: 2 },
  { text: '{{ a }', at: 0 },
  { text: '{{ "a }}', at: 0 },
  { text: '{{ a }} {{ {"b": 1 }}', at: 8 },
])('names the place of an unclosed {{ in $text', ({ text, at }) => {
  expect(parseTemplate(text).unclosedAt).toBe(at)
})

test('keeps the offset of each expression', () => {
  const text = 'ab {{ x }} {{y}}'
  for (const part of parseTemplate(text).parts) {
    if (part.kind === 'expression') expect(text.startsWith(part.source, part.start)).toBe(true)
  }
})

test.each([
  { text: '{{ x }}', lone: true },
  { text: '  {{ x }}\n', lone: true },
  { text: '{{ x }} y', lone: false },
  { text: '{{ x }}{{ y }}', lone: false },
  { text: 'x', lone: false },
])('$text stands alone: $lone', ({ text, lone }) => {
  expect(findLoneExpression(parseTemplate(text)) !== null).toBe(lone)
})

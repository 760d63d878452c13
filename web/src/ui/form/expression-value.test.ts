import { describe, expect, it } from 'vitest'
import { readExpression, toExpression } from './expression-value.ts'

describe('what a field holds', () => {
  it.each([
    ['a name', '{{ input.day }}', 'input.day'],
    ['an object in an object', '{{ {"a": {"b": 1}} }}', '{"a": {"b": 1}}'],
    ['braces in a text', '{{ "}}" & input.day }}', '"}}" & input.day'],
    ['a text that is still typed', '{{ "abc }}', '"abc'],
    ['a bracket too many', '{{ a } }}', 'a }'],
    ['nothing between the braces', '{{  }}', ''],
  ])('is an expression: %s', (_, value, expression) => {
    expect(readExpression(value)).toBe(expression)
  })

  it.each([
    ['text', 'input.day'],
    ['text around an expression', 'on {{ input.day }}'],
    ['two expressions', '{{ a }}{{ b }}'],
    ['two expressions, the last one unclosed', '{{ a }} and {{ {"b": 1 }}'],
    ['a number', 7],
  ])('is fixed: %s', (_, value) => {
    expect(readExpression(value)).toBeNull()
  })

  it('reads what it wrote', () => {
    const text = '{"day": {"of": input.day}}'
    expect(readExpression(toExpression(text))).toBe(text)
  })
})

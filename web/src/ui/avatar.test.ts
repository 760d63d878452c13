import { expect, it } from 'vitest'
import { initials } from './avatar.tsx'

it.each([
  ['Mara Lindqvist', 'ML'],
  ['Ines Maria Okafor', 'IO'],
  ['mara', 'MA'],
  ['  ', ''],
])('shortens %j to %j', (name, letters) => {
  expect(initials(name)).toBe(letters)
})

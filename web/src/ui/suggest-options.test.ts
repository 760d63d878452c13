import { expect, test } from 'vitest'
import { matchOptions } from './suggest-options.ts'

const print = { value: 'Print a label', label: 'Print a label' }
const bills = { value: '0190-77', label: 'Bills' }
const options = [print, bills]

test.each([
  { case: 'nothing typed', text: '', shown: options },
  { case: 'a part of a label, in another case', text: ' LAB', shown: [print] },
  { case: 'the beginning of a value that is not the label', text: '0190', shown: [bills] },
  { case: 'what is only within a value', text: '77', shown: [] },
  { case: 'what no option has', text: 'Ship', shown: [] },
  { case: 'a whole label', text: 'Bills', shown: options },
  { case: 'a whole value', text: '0190-77', shown: options },
])('$case', ({ text, shown }) => {
  expect(matchOptions(options, text)).toEqual(shown)
})

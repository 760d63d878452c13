import { expect, it } from 'vitest'
import { plainSummary } from './plain-summary.ts'

it.each([
  ['', ''],
  ['Counts errors', 'Counts errors'],
  ['Counts errors. Then mails.', 'Counts errors'],
  ['Reads v1.2 files. More', 'Reads v1.2 files'],
  ['# Nightly\n\n- **Four** `shell` nodes', 'Nightly Four shell nodes'],
  ['Builds a page. - Four **shell** nodes', 'Builds a page'],
  ['See [the guide](https://example.org/a_b_c) first.', 'See the guide first'],
])('%j becomes %j', (markdown, summary) => {
  expect(plainSummary(markdown)).toBe(summary)
})

import { expect, test } from 'vitest'
import { shareProcessor, toNiceness } from './share-processor.ts'

test.each([
  { shares: 1024, niceness: 0 },
  { shares: 4096, niceness: 0 },
  { shares: 512, niceness: 3 },
  { shares: 256, niceness: 6 },
  { shares: 2, niceness: 19 },
])('$shares shares are a niceness of $niceness', ({ shares, niceness }) => {
  expect(toNiceness(shares)).toBe(niceness)
})

test('a process that is not there is left alone', async () => {
  await expect(shareProcessor(2 ** 22 + 1, 256)).resolves.toBeUndefined()
})

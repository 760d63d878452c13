import { expect, test } from 'vitest'
import { createSignInLimit } from './sign-in-limit.ts'

const address = 'address 10.0.0.1'
const account = 'account ada@example.org'

test('ten failures close the door for the rest of a minute, by address and by account', () => {
  const limit = createSignInLimit()
  for (let tries = 0; tries < 9; tries += 1) limit.recordFailure([address, account], 0)
  expect(limit.waitSeconds([address, account], 1_000)).toBe(0)
  limit.recordFailure([address, account], 1_000)
  expect(limit.waitSeconds([address], 1_000)).toBe(59)
  expect(limit.waitSeconds(['address 10.0.0.2', account], 1_000)).toBe(59)
  expect(limit.waitSeconds(['address 10.0.0.2', 'account eve@example.org'], 1_000)).toBe(0)
  expect(limit.waitSeconds([address], 60_000)).toBe(0)
})

test('who gets in starts anew', () => {
  const limit = createSignInLimit()
  for (let tries = 0; tries < 10; tries += 1) limit.recordFailure([address], 0)
  limit.forget([address])
  expect(limit.waitSeconds([address], 0)).toBe(0)
})

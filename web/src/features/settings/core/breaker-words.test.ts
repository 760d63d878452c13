import { expect, test } from 'vitest'
import { type Breaker, breakerName, breakerNote } from './breaker-words.ts'

const at = (clock: string) =>
  new Date(2026, 10, 21, ...(clock.split(':').map(Number) as [number])).toISOString()
const fine: Breaker = { name: 'redis', state: 'closed', lastError: null, retryAt: null }
const lastError = { message: 'connect ECONNREFUSED 127.0.0.1:6379', at: at('14:32:08') }

test.each<[string, Partial<Breaker>, string | null]>([
  ['never failed', {}, null],
  ['failed before', { lastError }, 'Last failure: connect ECONNREFUSED 127.0.0.1:6379, 14:32:08'],
  [
    'is open',
    { lastError, state: 'open', retryAt: at('14:32:10') },
    'Next try 14:32:10. connect ECONNREFUSED 127.0.0.1:6379, 14:32:08',
  ],
  [
    'is about to be tried',
    { lastError, state: 'half-open' },
    'The next call is a try. connect ECONNREFUSED 127.0.0.1:6379, 14:32:08',
  ],
])('one that %s says what happened and what comes', (_, change, note) => {
  expect(breakerNote({ ...fine, ...change })).toBe(note)
})

test('parts have their names, hosts their addresses', () => {
  expect(breakerName(fine)).toEqual({ text: 'Redis', isHost: false })
  const host = 'https://geo.harbor.internal'
  expect(breakerName({ ...fine, name: host })).toEqual({ text: host, isHost: true })
})

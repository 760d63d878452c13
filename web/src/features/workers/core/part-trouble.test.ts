import { expect, test } from 'vitest'
import { type Health, toPartTroubles } from './part-trouble.ts'

function parts(over: Partial<Health['parts']> = {}): Pick<Health, 'parts'> {
  const ok = { status: 'ok' } as const
  return { parts: { database: ok, redis: { status: 'unused' }, queue: ok, workers: ok, ...over } }
}

test('a system that is well, or needs no Redis, is in no trouble', () => {
  expect(toPartTroubles(parts())).toEqual([])
  expect(toPartTroubles(parts({ redis: { status: 'ok' } }))).toEqual([])
})

test('a lost Redis is told once, not again as the queue that misses it', () => {
  const troubles = toPartTroubles(
    parts({
      redis: { status: 'down', detail: 'no connection; everything goes on through the database' },
      queue: { status: 'degraded', detail: 'redis is away' },
    }),
  )
  expect(troubles).toEqual([
    { name: 'Redis', what: 'is down', detail: 'No connection; everything goes on through the database.' },
  ])
})

test('the database and a queue with a Redis that is well are told of', () => {
  const troubles = toPartTroubles(
    parts({
      database: { status: 'down', detail: 'It does not answer.' },
      redis: { status: 'ok' },
      queue: { status: 'degraded' },
    }),
  )
  expect(troubles.map(({ name, what, detail }) => `${name} ${what}. ${detail}`.trim())).toEqual([
    'The database is down. It does not answer.',
    'The queue is degraded.',
  ])
})

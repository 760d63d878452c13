import { expect, test } from 'vitest'
import {
  describeAdmission,
  summarizeCache,
  summarizeFailure,
  summarizeLimits,
  summarizeNodes,
  summarizeRuns,
  summarizeStart,
  summarizeTime,
} from './setting-words.ts'

const type = 'noop'

test.each([
  ['one attempt', summarizeFailure({ type })],
  ['3 attempts · fallback', summarizeFailure({ type, retry: {}, fallback: null })],
  ['none', summarizeLimits({ type })],
  ['1 at once', summarizeLimits({ type, concurrencyKey: 'api' })],
  [
    '2 at once · 10 in 1 min',
    summarizeLimits({
      type,
      concurrencyKey: 'api',
      concurrencyLimit: 2,
      rateLimit: { limit: 10, perSeconds: 60 },
    }),
  ],
  ['off', summarizeCache({ type })],
  ['1 d', summarizeCache({ type, cache: {} })],
  ['1 h · 2 inputs', summarizeCache({ type, cache: { lifetimeSeconds: 3600, inputs: ['1', '2'] } })],
  ['any worker', summarizeStart({ type, workerGroup: 'default', priority: 0 })],
  [
    'gpu · priority 5 · within 1 min · 30 s at most',
    summarizeStart({ type, workerGroup: 'gpu', priority: 5, startWithinSeconds: 60, timeoutSeconds: 30 }),
  ],
  ['any number', summarizeRuns({})],
  ['2 at once, others wait', summarizeRuns({ maxConcurrentExecutions: 2 })],
  ['no limit', summarizeNodes({})],
  ['4 at once · stop at a failure', summarizeNodes({ maxParallel: 4, onFailure: 'stop' })],
  ['1 h at most · priority -5', summarizeTime({ timeoutSeconds: 3600, priority: -5 })],
])('a closed group says "%s"', (words, summary) => {
  expect(summary).toBe(words)
})

test.each([
  [{}, 'Any number of runs of this workflow may be under way at once.'],
  [{ maxConcurrentExecutions: 2 }, 'One run more than 2 waits for its turn.'],
  [
    { maxConcurrentExecutions: 2, startWithinSeconds: 90 },
    'One run more than 2 waits for its turn, and fails after 1 min 30 s of waiting.',
  ],
  [
    { maxConcurrentExecutions: 1, onLimit: 'skip' as const },
    'A new run is cancelled at once where 1 would be exceeded.',
  ],
  [
    { maxConcurrentExecutions: 1, onLimit: 'cancel_oldest' as const },
    'A new run starts at once; where more than 1 would be under way, the oldest is cancelled.',
  ],
])('%j come to a sentence', (settings, sentence) => {
  expect(describeAdmission(settings)).toBe(sentence)
})

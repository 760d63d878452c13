import { expect, test } from 'vitest'
import { listFailureSteps } from './failure-order.ts'

const seconds = (ms: number) => `${ms / 1000} s`
const once = { retry: undefined, hasFallback: false, hasFailureEdge: false, onFailure: undefined }

test.each([
  {
    name: 'nothing takes care of it',
    settings: once,
    counts: [false, false, false, true],
    says: 'The run fails when the rest has run.',
  },
  {
    name: 'the run stops at once',
    settings: { ...once, onFailure: 'stop' as const },
    counts: [false, false, false, true],
    says: 'The run fails at once.',
  },
  {
    name: 'it is tried again',
    settings: { ...once, retry: { maxAttempts: 2, jitter: false } },
    counts: [true, false, false, true],
    says: 'Tried once more, after 1 s.',
  },
  {
    name: 'the fallback stands in',
    settings: { ...once, hasFallback: true },
    counts: [false, true, false, false],
    says: 'Completes with the fallback as its output.',
  },
  {
    name: 'the failure edge leads on',
    settings: { ...once, hasFailureEdge: true },
    counts: [false, false, true, false],
    says: 'Goes on along the failure edge.',
  },
  {
    name: 'the fallback comes before the edge',
    settings: { ...once, hasFallback: true, hasFailureEdge: true },
    counts: [false, true, false, false],
    says: 'The failure edge is never taken.',
  },
])('$name', ({ settings, counts, says }) => {
  const steps = listFailureSteps(settings, seconds)
  expect(steps.map((step) => step.counts)).toEqual(counts)
  expect(steps.map((step) => step.words)).toContain(says)
})

import { expect, test } from 'vitest'
import { toHolderWords, toLongestWait, toNextStartWords, toPeriodWords, toRestWords } from './limit-words.ts'

const now = new Date(2026, 10, 21, 14, 32, 8).getTime()
const before = (ms: number) => new Date(now - ms).toISOString()
const holder = {
  executionId: 'e',
  workflowId: 'w',
  workflowName: 'Night shift',
  nodeId: 'a',
  nodeName: 'Weave',
  since: before(0),
}

test('names the one that holds a slot longest and counts the rest', () => {
  expect(toHolderWords([], 0)).toBe('nobody')
  expect(toHolderWords([holder], 1)).toBe('Weave of Night shift')
  expect(toHolderWords([holder, holder], 2)).toBe('Weave of Night shift and 1 other')
  expect(toHolderWords([holder], 1204)).toBe('Weave of Night shift and 1,203 others')
})

test('the longest wait is told, whatever the order of the line', () => {
  expect(toLongestWait([], now)).toBeNull()
  expect(toLongestWait([{ since: before(2_000) }, { since: before(41_000) }], now)).toBe('0:41')
})

test('a wait that begins ahead of a slow clock has just begun', () => {
  expect(toLongestWait([{ since: before(-5_000) }], now)).toBe('0.0 s')
})

test.each([
  { perMs: 1000, words: '1 s' },
  { perMs: 90_000, words: '90 s' },
  { perMs: 60_000, words: '1 minute' },
  { perMs: 7_200_000, words: '2 hours' },
  { perMs: 86_400_000, words: '1 day' },
])('a period of $perMs ms reads $words', ({ perMs, words }) => {
  expect(toPeriodWords({ perMs })).toBe(words)
})

test.each([
  { name: 'room now', nextAt: null, words: 'now' },
  { name: 'a moment that has passed', nextAt: before(1000), words: 'now' },
  { name: 'later today', nextAt: before(-60_000), words: '14:33:08' },
  { name: 'another day', nextAt: before(-86_400_000), words: 'in 24:00:00' },
])('the next start with $name reads $words', ({ nextAt, words }) => {
  expect(toNextStartWords({ nextAt }, now)).toBe(words)
})

test('a list that is cut says how much of it is not shown', () => {
  expect(toRestWords(20, 20)).toBeNull()
  expect(toRestWords(20, 21)).toBe('and 1 other')
})

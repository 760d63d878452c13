import { expect, it } from 'vitest'
import { lastRunText } from './last-run-text.ts'

const now = new Date('2026-11-20T14:32:00').getTime()
const at = (text: string) => new Date(text).toISOString()

it.each([
  [{ status: 'running', progressPercent: 44.9, completedAt: null }, 'Running, 44 %'],
  [{ status: 'failed', progressPercent: 60, completedAt: at('2026-11-20T01:45:00') }, 'Failed 01:45'],
  [
    { status: 'completed', progressPercent: 100, completedAt: at('2026-11-19T01:11:00') },
    'Completed yesterday',
  ],
  [{ status: 'completed', progressPercent: 100, completedAt: at('2026-11-02T01:11:00') }, 'Completed 2 Nov'],
  [{ status: 'pending', progressPercent: 0, completedAt: null }, 'Pending'],
] as const)('says how the last run stands: %j', (run, words) => {
  expect(lastRunText({ ...run, startedAt: null }, now)).toBe(words)
})

import { expect, it } from 'vitest'
import { toWaitWords } from './wait-words.ts'

const none = { waitingFor: null, dueAt: null, items: null }
const dueAt = new Date(2026, 10, 21, 14, 0, 0).toISOString()

it.each([
  [{ ...none, waitingFor: 'time', dueAt }, 'It waits until 21 Nov 2026, 14:00:00.'],
  [{ ...none, waitingFor: 'approval' }, 'It waits for a person to decide.'],
  [
    { ...none, waitingFor: 'approval', dueAt },
    'It waits for a person to decide, at the latest until 21 Nov 2026, 14:00:00.',
  ],
  [{ ...none, waitingFor: 'signal' }, 'It waits for a signal to this run.'],
  [
    { ...none, waitingFor: 'children', items: { total: 12, completed: 0, failed: 0, running: 4 } },
    'Its items are runs of their own; the output is there when all have ended.',
  ],
  [
    { ...none, waitingFor: 'children' },
    'It runs a workflow of its own; the output is there when that has ended.',
  ],
] as const)('says what a node waits for: %o', (wait, words) => {
  expect(toWaitWords(wait)).toBe(`${words} It holds no worker meanwhile.`)
})

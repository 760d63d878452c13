import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { expect, it } from 'vitest'
import { findCancel, toCancelWords } from './cancel-words.ts'

const none = { running: 0, completed: 0, items: 0 }

it.each([
  [
    none,
    'No node is running now; what waits will not start. Logs and artifacts stay, and the run can be retried.',
  ],
  [
    { ...none, running: 1, completed: 1 },
    '1 node is running: all its processes are ended and its working folder is removed. 1 completed result, logs and artifacts stay, and the run can be retried.',
  ],
  [
    { ...none, running: 2, completed: 3 },
    '2 nodes are running: all their processes are ended and their working folders are removed. 3 completed results, logs and artifacts stay, and the run can be retried.',
  ],
  [
    { ...none, running: 1, items: 20 },
    '1 node and 20 nested runs are running: all their processes are ended and their working folders are removed. Logs and artifacts stay, and the run can be retried.',
  ],
])('says what is ended and what stays', (counts, words) => {
  expect(toCancelWords(counts)).toBe(words)
})

it('finds who cancelled the run in its last event', () => {
  const cancelled: ExecutionEvent = {
    seq: 2,
    type: 'execution_cancelled',
    nodeId: null,
    attempt: null,
    timestamp: '2026-01-01T00:00:00.000Z',
    data: { by: 'Ada', reason: null },
  }
  const log = { at: (seq: number) => (seq === 2 ? cancelled : undefined) }
  expect(findCancel(log, 2)).toBe(cancelled)
  expect(findCancel(log, 1)).toBeNull()
})

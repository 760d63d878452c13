import { expect, it } from 'vitest'
import { toCancelWords } from './cancel-words.ts'

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
    '1 node and 20 items are running: all their processes are ended and their working folders are removed. Logs and artifacts stay, and the run can be retried.',
  ],
])('says what is ended and what stays', (counts, words) => {
  expect(toCancelWords(counts)).toBe(words)
})

import { expect, test } from 'vitest'
import { slotCells } from './slot-cells.ts'
import { aWorker } from './worker-fixture.ts'
import { groupWords, runsWords, silenceWords, stateWord, uptimeWords } from './worker-words.ts'

const draining = { since: '2026-11-20T11:00:00.000Z', by: 'Ada' }

test.each([
  { worker: aWorker(), word: 'Healthy' },
  { worker: aWorker({ status: 'late' }), word: 'Late' },
  { worker: aWorker({ status: 'late', draining }), word: 'Late, draining' },
  { worker: aWorker({ status: 'draining', draining, used: 2 }), word: 'Draining' },
  { worker: aWorker({ status: 'draining', draining }), word: 'Drained' },
  { worker: aWorker({ status: 'lost' }), word: 'Lost' },
  { worker: aWorker({ status: 'stopped' }), word: 'Stopped' },
])('a worker that is $worker.status is called $word', ({ worker, word }) => {
  expect(stateWord(worker)).toBe(word)
})

test('silence is told in the unit that fits', () => {
  expect([900, 14_200, 59_999, 60_000, 185_000, 7_300_000].map(silenceWords)).toEqual([
    '0 s',
    '14 s',
    '59 s',
    '1 min',
    '3 min',
    '2 h',
  ])
})

test('the time since the start runs as a clock, from a day on with days', () => {
  const start = Date.parse('2026-11-20T10:00:00.000Z')
  const at = (ms: number) => uptimeWords(aWorker(), start + ms)
  expect([at(41_000), at(3_729_000), at(32_575_000), at(353_460_000)]).toEqual([
    '0:41',
    '1:02:09',
    '9:02:55',
    '4 d 02:11',
  ])
  expect(uptimeWords(aWorker({ status: 'lost' }), start)).toBe('-')
})

test('a worker of all groups says so', () => {
  expect(groupWords(['*'])).toBe('all')
  expect(groupWords(['default', 'gpu'])).toBe('default, gpu')
})

test('names the node that runs longest and counts the others', () => {
  const attempt = {
    executionId: 'e',
    workflowId: 'w',
    workflowName: 'Loom',
    nodeId: 'n',
    nodeName: 'Weave on',
    attempt: 1,
    startedAt: '2026-11-20T11:00:00.000Z',
  }
  expect(runsWords(aWorker())).toBe('')
  expect(runsWords(aWorker({ used: 1, attempts: [attempt] }))).toBe('Weave on')
  expect(runsWords(aWorker({ used: 4, attempts: [attempt] }))).toBe('Weave on and 3 more')
  expect(runsWords(aWorker({ used: 2 }))).toBe('In other workspaces')
})

test.each([
  { used: 0, capacity: 32, cells: 'free free free free free free free free' },
  { used: 9, capacity: 32, cells: 'full full part free free free free free' },
  { used: 1, capacity: 1000, cells: 'part free free free free free free free' },
  { used: 32, capacity: 32, cells: 'full full full full full full full full' },
  { used: 2, capacity: 3, cells: 'full full free' },
])('$used of $capacity slots are drawn', ({ used, capacity, cells }) => {
  expect(slotCells(used, capacity).join(' ')).toBe(cells)
})

import { expect, test } from 'vitest'
import { lossWords } from './loss-words.ts'
import { aWorker } from './worker-fixture.ts'

const gone = { status: 'lost', silentMs: 180_000 } as const
const losses = (over: Partial<NonNullable<ReturnType<typeof aWorker>['losses']>> = {}) => ({
  attempts: 12,
  takenOver: 12,
  takenOverBy: ['wk-02', 'wk-03', 'wk-05'],
  waiting: 0,
  ...over,
})

test('a healthy fleet has no banner', () => {
  expect(lossWords([aWorker(), aWorker({ status: 'late' })])).toBeNull()
})

test('a lost worker whose attempts run elsewhere', () => {
  const words = lossWords([aWorker({ workerId: 'wk-08', ...gone, losses: losses() })])
  expect(words?.title).toBe('wk-08 has been gone for 3 min.')
  expect(words?.text).toBe('Its 12 attempts were taken over by wk-02, wk-03 and wk-05; nothing was lost.')
})

test('a lost worker that ran nothing', () => {
  expect(lossWords([aWorker(gone)])?.text).toBe('It ran nothing; nothing was lost.')
})

test('attempts that wait to be taken over, known or not yet', () => {
  const some = losses({ takenOver: 9, takenOverBy: ['wk-02'], waiting: 2 })
  expect(lossWords([aWorker({ ...gone, losses: some })])?.text).toBe(
    'Of its 12 attempts 9 were taken over by wk-02, 2 wait for a worker and 1 will not run again.',
  )
  expect(lossWords([aWorker({ ...gone, used: 1 })])?.text).toBe(
    'Its 1 attempt waits for a worker; nothing is lost.',
  )
})

test('several workers are told of together', () => {
  const words = lossWords([
    aWorker({ workerId: 'a', ...gone, losses: losses({ attempts: 1, takenOver: 1, takenOverBy: ['c'] }) }),
    aWorker({ workerId: 'b', ...gone, losses: losses({ attempts: 1, takenOver: 1, takenOverBy: ['c'] }) }),
  ])
  expect(words).toEqual({
    key: 'a,b',
    title: '2 workers are gone.',
    text: 'Their 2 attempts were taken over by c; nothing was lost.',
  })
})

test('a worker that was started again tells of what it left behind, one that stopped in peace does not', () => {
  const stopped = { status: 'stopped', stoppedAt: '2026-11-20T12:00:00.000Z' } as const
  expect(lossWords([aWorker({ ...stopped, losses: losses() })])).not.toBeNull()
  expect(lossWords([aWorker(stopped)])).toBeNull()
  expect(lossWords([aWorker({ ...stopped, silentMs: 9e6, losses: losses() })])).toBeNull()
})

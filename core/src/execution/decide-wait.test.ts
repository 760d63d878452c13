import { expect, test } from 'vitest'
import type { WorkflowDocument } from '../definition/workflow-document.ts'
import { attempt, complete, play, refusalOf, start, startAttempt, t0 } from '../testing/play.ts'
import type { Command } from './command.ts'

const chain: WorkflowDocument = {
  name: 'x',
  nodes: { a: { type: 'signal' }, b: { type: 'noop' } },
  edges: [{ source: 'a', target: 'b' }],
}
const suspend = (more: object = {}): Command => ({
  type: 'suspend-attempt',
  ...attempt(0),
  reason: 'signal',
  until: null,
  port: 'success',
  ...more,
})
const wake = (cause: 'due' | 'resolved', now = t0): Command => ({
  type: 'wake-node',
  nodeIndex: 0,
  cause,
  now,
})

test('a node that waits for a signal goes on as its next attempt', () => {
  const waiting = play(chain, start, startAttempt(0), suspend())
  expect(waiting.state.getNode(0)).toMatchObject({ status: 'waiting', waitingFor: 'signal', dueAt: null })
  const woken = play(chain, start, startAttempt(0), suspend(), wake('resolved'))
  expect(woken.last).toEqual(['node_queued a'])
  expect(woken.state.getNode(0)).toMatchObject({ status: 'queued', waitingFor: null, attempt: 1 })
  const end = play(
    chain,
    start,
    startAttempt(0),
    suspend(),
    wake('resolved'),
    startAttempt(0, 2),
    complete(0, { attempt: 2 }),
  )
  expect(end.last).toEqual(['node_completed a', 'node_queued b'])
})

test('the report of the attempt that waited counts no more once the node went on', () => {
  const { last } = play(
    chain,
    start,
    startAttempt(0),
    suspend(),
    wake('resolved'),
    startAttempt(0, 2),
    suspend(),
  )
  expect(last).toEqual(['attempt_ignored a'])
})

test('the end of its time wakes a node that waits for a person, and nothing before it', () => {
  const until = suspend({ reason: 'approval', until: t0 + 1000 })
  expect(refusalOf(chain, start, startAttempt(0), until, wake('due', t0 + 999))).toBe('not-due')
  expect(play(chain, start, startAttempt(0), until, wake('due', t0 + 1000)).last).toEqual(['node_queued a'])
})

test.each([
  { name: 'a node that still runs', commands: [start, startAttempt(0)] },
  {
    name: 'a node that waits for time alone',
    commands: [start, startAttempt(0), suspend({ reason: 'time', until: t0 + 5 })],
  },
  { name: 'a node that was woken before', commands: [start, startAttempt(0), suspend(), wake('resolved')] },
])('a resolution does not move $name', ({ commands }) => {
  expect(refusalOf(chain, ...commands, wake('resolved'))).toBe('not-due')
})

test('counts of children are told once each, and only of a node that waits for them', () => {
  const items = { total: 4, completed: 1, failed: 0, running: 2 }
  const report = { type: 'report-items', nodeIndex: 0, items, now: t0 } as const
  const children = suspend({ reason: 'children' })
  const told = play(chain, start, startAttempt(0), children, report)
  expect(told.last).toEqual(['node_progress a'])
  expect(told.state.getNode(0)).toMatchObject({ items, progress: 0.25 })
  expect(play(chain, start, startAttempt(0), children, report, report).last).toEqual([])
  expect(refusalOf(chain, start, startAttempt(0), report)).toBe('node-not-waiting')
})

const held: WorkflowDocument = {
  name: 'x',
  settings: { maxConcurrentExecutions: 1, startWithinSeconds: 10, timeoutSeconds: 60 },
  nodes: { a: { type: 'noop' } },
}
const admit = (now = t0): Command => ({ type: 'admit-execution', now })
const expire = (now: number): Command => ({ type: 'expire-execution', now })

test('an execution whose workflow limits how many run waits for its turn', () => {
  const created = play(held, start)
  expect(created.last).toEqual(['execution_created'])
  expect(created.state).toMatchObject({ status: 'pending', deadlineAt: '2026-01-01T00:00:10.000Z' })
  const admitted = play(held, start, admit(t0 + 5000))
  expect(admitted.last).toEqual(['execution_started', 'node_queued a'])
  expect(admitted.state).toMatchObject({ status: 'running', deadlineAt: '2026-01-01T00:01:05.000Z' })
  expect(refusalOf(held, start, admit(), admit())).toBe('already-started')
})

test('an execution whose turn does not come in time fails and says so', () => {
  const { last, state } = play(held, start, expire(t0 + 10_000))
  expect(last).toEqual(['node_cancelled a', 'execution_failed'])
  expect(state.error).toMatchObject({
    code: 'TIMEOUT',
    message: expect.stringContaining('did not start within the 10 s'),
  })
})

test('an execution whose turn comes too late fails instead of starting', () => {
  const { last, state } = play(held, start, admit(t0 + 10_000))
  expect(last).toEqual(['node_cancelled a', 'execution_failed'])
  expect(state).toMatchObject({ status: 'failed', startedAt: null, error: { code: 'TIMEOUT' } })
})

const prompt: WorkflowDocument = {
  name: 'x',
  nodes: { a: { type: 'noop', startWithinSeconds: 2 }, b: { type: 'noop' } },
  edges: [{ source: 'a', target: 'b', port: 'failure' }],
}

test('a queued node that no worker starts in time fails, and its failure edge takes over', () => {
  const { state } = play(prompt, start)
  expect(state.getNode(0).dueAt).toBe('2026-01-01T00:00:02.000Z')
  expect(refusalOf(prompt, start, wake('due', t0 + 1999))).toBe('not-due')
  expect(play(prompt, start, wake('due', t0 + 2000)).last).toEqual(['node_failed a', 'node_queued b'])
  expect(refusalOf(prompt, start, startAttempt(0), wake('due', t0 + 2000))).toBe('not-due')
})

test('a pause does not count as a worker that came too late', () => {
  const pause: Command = { type: 'pause-execution', by: null, now: t0 }
  expect(refusalOf(prompt, start, pause, wake('due', t0 + 2000))).toBe('execution-paused')
})

test('a wait goes on counting while the run is paused, and what follows starts when it goes on', () => {
  const pause: Command = { type: 'pause-execution', by: null, now: t0 }
  const until = suspend({ reason: 'time', until: t0 + 1000 })
  const paused = [start, startAttempt(0), until, pause, wake('due', t0 + 1000)]
  const { last, state } = play(chain, ...paused)
  expect(last).toEqual(['node_completed a', 'node_queued b'])
  expect(state.status).toBe('paused')
  expect(refusalOf(chain, ...paused, startAttempt(1))).toBe('execution-paused')
  const resume: Command = { type: 'resume-execution', by: null, now: t0 + 1000 }
  expect(play(chain, ...paused, resume, startAttempt(1)).last).toEqual(['node_started b'])
})

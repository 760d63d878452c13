import { expect, test } from 'vitest'
import type { WorkflowDocument } from '../definition/workflow-document.ts'
import { compilePlan } from '../plan/compile-plan.ts'
import { attempt, complete, fail, play, refusalOf, start, startAttempt, t0, thrown } from '../testing/play.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import type { Refusal } from './decision.ts'
import type { EventType, ExecutionEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { emptyState } from './state.ts'

const noop = { type: 'noop' }
const chain: WorkflowDocument = {
  name: 'x',
  nodes: { a: noop, b: noop },
  edges: [{ source: 'a', target: 'b' }],
}

test('a start queues the roots', () => {
  expect(play(chain, start).last).toEqual(['execution_created', 'execution_started', 'node_queued a'])
})

test('a workflow without nodes completes at once', () => {
  expect(play({ name: 'x', nodes: {} }, start).last.at(-1)).toBe('execution_completed')
})

test('a completion queues what follows, and the last one completes the execution', () => {
  expect(play(chain, start, startAttempt(0), complete(0)).last).toEqual(['node_completed a', 'node_queued b'])
  const end = play(chain, start, startAttempt(0), complete(0), startAttempt(1), complete(1))
  expect(end.last).toEqual(['node_completed b', 'execution_completed'])
})

test('a failure skips what follows and fails the execution with its error', () => {
  const { last, state } = play(chain, start, startAttempt(0), fail(0))
  expect(last).toEqual(['node_failed a', 'node_skipped b', 'execution_failed'])
  expect(state).toMatchObject({ status: 'failed', error: thrown, errorNodeId: 'a' })
})

test('a failure whose port is connected leads on and does not fail the execution', () => {
  const caught = { ...chain, edges: [{ source: 'a', target: 'b', port: 'failure' }] }
  expect(play(caught, start, startAttempt(0), fail(0)).last).toEqual(['node_failed a', 'node_queued b'])
  const end = play(caught, start, startAttempt(0), fail(0), startAttempt(1), complete(1))
  expect(end.state.status).toBe('completed')
})

test('stop on failure cancels the rest at once', () => {
  const stopping: WorkflowDocument = {
    name: 'x',
    settings: { onFailure: 'stop' },
    nodes: { a: noop, b: noop },
  }
  const { last, state } = play(stopping, start, startAttempt(0), startAttempt(1), fail(0))
  expect(last).toEqual(['node_failed a', 'node_cancelled b', 'execution_failed'])
  expect(state.counts).toMatchObject({ running: 0, failed: 1, cancelled: 1 })
})

test('a retry waits for its time, then queues the node with the next attempt', () => {
  const retrying = {
    ...chain,
    nodes: { ...chain.nodes, a: { ...noop, retry: { delayMs: 1000, jitter: false } } },
  }
  const { state, last } = play(retrying, start, startAttempt(0), fail(0))
  expect(last).toEqual(['node_retrying a'])
  expect(state.getNode(0)).toMatchObject({
    status: 'retrying',
    failures: 1,
    dueAt: '2026-01-01T00:00:01.000Z',
  })
  const wake = (now: number): Command => ({ type: 'wake-node', nodeIndex: 0, cause: 'due', now })
  expect(decide(state, wake(t0 + 999))).toEqual({ ok: false, refusal: 'not-due' })
  expect(play(retrying, start, startAttempt(0), fail(0), wake(t0 + 1000), startAttempt(0, 2)).last).toEqual([
    'node_started a',
  ])
})

test('a retry without a pause is queued in the same commit', () => {
  const retrying = { ...chain, nodes: { ...chain.nodes, a: { ...noop, retry: { delayMs: 0 } } } }
  expect(play(retrying, start, startAttempt(0), fail(0)).last).toEqual(['node_retrying a', 'node_queued a'])
})

test('a node that waits completes by itself when its time has come', () => {
  const suspend: Command = {
    type: 'suspend-attempt',
    ...attempt(0),
    reason: 'time',
    until: t0 + 5000,
    port: 'success',
  }
  const wake: Command = { type: 'wake-node', nodeIndex: 0, cause: 'due', now: t0 + 5000 }
  const { state, last } = play(chain, start, startAttempt(0), suspend)
  expect(last).toEqual(['node_waiting a'])
  expect(state.counts.running).toBe(0)
  expect(play(chain, start, startAttempt(0), suspend, wake).last).toEqual([
    'node_completed a',
    'node_queued b',
  ])
})

test('a report that comes too late, twice or from another worker is ignored', () => {
  for (const more of [{ attempt: 2 }, { workerId: 'w2' }]) {
    expect(play(chain, start, startAttempt(0), complete(0, more)).last).toEqual(['attempt_ignored a'])
  }
  expect(play(chain, start, startAttempt(0), complete(0), complete(0)).last).toEqual(['attempt_ignored a'])
  expect(play(chain, start, startAttempt(0), complete(0), fail(0)).last).toEqual(['attempt_ignored a'])
})

test('a lost attempt is queued again and is no failure, until it was lost ten times', () => {
  const lose = (number: number): Command => ({
    type: 'lose-attempt',
    ...attempt(0, number),
    reason: 'worker_lost',
  })
  const { last, state } = play(chain, start, startAttempt(0), lose(1))
  expect(last).toEqual(['attempt_lost a', 'node_queued a'])
  expect(state.getNode(0)).toMatchObject({ status: 'queued', failures: 0, losses: 1 })
  const tries = Array.from({ length: 10 }, (_, index) => [startAttempt(0, index + 1), lose(index + 1)]).flat()
  const end = play(chain, start, ...tries)
  expect(end.last).toEqual(['attempt_lost a', 'node_failed a', 'node_skipped b', 'execution_failed'])
  expect(end.state.error?.code).toBe('LOST')
})

test('a worker that stops hands an attempt back without a mark', () => {
  const handBack: Command = { type: 'lose-attempt', ...attempt(0), reason: 'handed_back' }
  expect(play(chain, start, startAttempt(0), handBack).state.getNode(0).losses).toBe(0)
})

test('progress stays between nothing and all', () => {
  const report: Command = { type: 'report-progress', ...attempt(0), fraction: 7, message: 'half' }
  const { state } = play(chain, start, startAttempt(0), report)
  expect(state.getNode(0)).toMatchObject({ progress: 1, progressMessage: 'half' })
})

test('a cancel settles everything that is not settled', () => {
  const cancel: Command = { type: 'cancel-execution', now: t0, by: 'me', reason: null }
  const { last, state } = play(chain, start, startAttempt(0), cancel)
  expect(last).toEqual(['node_cancelled a', 'node_cancelled b', 'execution_cancelled'])
  expect(state.counts).toMatchObject({ running: 0, cancelled: 2 })
})

test('an execution that takes too long fails with TIMEOUT', () => {
  const limited = { ...chain, settings: { timeoutSeconds: 60 } }
  const expire = (now: number): Command => ({ type: 'expire-execution', now })
  expect(refusalOf(limited, start, expire(t0 + 59_999))).toBe('not-due')
  const { state, last } = play(limited, start, expire(t0 + 60_000))
  expect(last.at(-1)).toBe('execution_failed')
  expect(state.error?.code).toBe('TIMEOUT')
})

test('kept results complete at once, and what follows is judged with them', () => {
  const kept = [{ nodeIndex: 0, port: 'success', keptFrom: { executionId: 'first', attempt: 3 } }]
  const { last, state } = play(chain, { ...start, kept })
  expect(last).toEqual(['execution_created', 'execution_started', 'node_completed a', 'node_queued b'])
  expect(state.getNode(0)).toMatchObject({ attempt: 3, keptFrom: { executionId: 'first', attempt: 3 } })
})

const pause: Command = { type: 'pause-execution', now: t0, by: null }
const resume: Command = { type: 'resume-execution', now: t0, by: null }
const cancel: Command = { type: 'cancel-execution', now: t0, by: null, reason: null }
const narrow: WorkflowDocument = { name: 'x', settings: { maxParallel: 1 }, nodes: { a: noop, b: noop } }

test.each<{ name: string; document?: WorkflowDocument; commands: Command[]; refusal: Refusal }>([
  { name: 'a second start', commands: [start, start], refusal: 'already-started' },
  {
    name: 'a start of a running node',
    commands: [start, startAttempt(0), startAttempt(0, 2)],
    refusal: 'node-not-queued',
  },
  { name: 'a start of a node not reached', commands: [start, startAttempt(1)], refusal: 'node-not-queued' },
  { name: 'an attempt out of turn', commands: [start, startAttempt(0, 2)], refusal: 'attempt-not-next' },
  { name: 'a start while paused', commands: [start, pause, startAttempt(0)], refusal: 'execution-paused' },
  {
    name: 'a start with no free slot',
    document: narrow,
    commands: [start, startAttempt(0), startAttempt(1)],
    refusal: 'no-free-slot',
  },
  { name: 'a pause of what is paused', commands: [start, pause, pause], refusal: 'execution-not-running' },
  { name: 'a resume of what runs', commands: [start, resume], refusal: 'execution-not-paused' },
  { name: 'a start after the end', commands: [start, cancel, startAttempt(0)], refusal: 'execution-final' },
  { name: 'a cancel after the end', commands: [start, cancel, cancel], refusal: 'execution-final' },
  {
    name: 'a wake of what does not sleep',
    commands: [start, { type: 'wake-node', nodeIndex: 0, cause: 'due', now: t0 }],
    refusal: 'not-due',
  },
  {
    name: 'the loss of an attempt that nobody holds',
    commands: [start, { type: 'lose-attempt', ...attempt(0), reason: 'worker_lost' }],
    refusal: 'attempt-not-held',
  },
])('refuses $name', ({ document, commands, refusal }) => {
  expect(refusalOf(document ?? chain, ...commands)).toBe(refusal)
})

test('an event out of turn, or about an unknown node, is an error of the caller', () => {
  const state = emptyState(compilePlan(chain))
  const event = (seq: number, type: EventType, nodeId: string | null) =>
    ({ seq, type, nodeId, attempt: null, timestamp: '2026-01-01T00:00:00.000Z', data: {} }) as ExecutionEvent
  expect(() => evolve(state, event(2, 'execution_started', null))).toThrow(RangeError)
  expect(() => evolve(state, event(1, 'node_queued', 'gone'))).toThrow(RangeError)
})

test('a chain of fifty thousand skipped nodes needs no stack', () => {
  const ids = Array.from({ length: 50_000 }, (_, index) => `n${index}`)
  const long: WorkflowDocument = {
    name: 'x',
    nodes: Object.fromEntries(ids.map((id) => [id, noop])),
    edges: ids.slice(1).map((target, index) => ({ source: `n${index}`, target })),
  }
  const { state } = play(long, start, startAttempt(0), fail(0))
  expect(state.counts).toMatchObject({ failed: 1, skipped: 49_999 })
})

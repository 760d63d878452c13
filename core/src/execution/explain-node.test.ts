import { expect, test } from 'vitest'
import type { WorkflowDocument } from '../definition/workflow-document.ts'
import { attempt, complete, fail, play, start, startAttempt, t0 } from '../testing/play.ts'
import type { Command } from './command.ts'
import { describeReason } from './describe-reason.ts'
import { explainNode, explainSkip } from './explain-node.ts'

const noop = { type: 'noop' }
const fanIn: WorkflowDocument = {
  name: 'x',
  nodes: { a: { ...noop, name: 'Load' }, b: { ...noop, name: 'Sort' }, c: noop },
  edges: [
    { source: 'a', target: 'c' },
    { source: 'b', target: 'c' },
  ],
}
const inTurns: WorkflowDocument = { ...fanIn, settings: { maxConcurrentExecutions: 1 } }
const narrow: WorkflowDocument = { name: 'x', settings: { maxParallel: 1 }, nodes: fanIn.nodes }
const patient: WorkflowDocument = {
  name: 'x',
  nodes: { a: { ...noop, retry: { maxAttempts: 3, delayMs: 60_000, jitter: false } } },
}
const asking: WorkflowDocument = {
  name: 'x',
  nodes: { a: { type: 'signal', params: { name: 'paid' } } },
}
const pause: Command = { type: 'pause-execution', now: t0, by: null }
const suspend = (reason: 'time' | 'approval' | 'signal' | 'children'): Command => ({
  type: 'suspend-attempt',
  ...attempt(0),
  reason,
  until: t0 + 60_000,
  port: 'success',
})
const items = { total: 4, completed: 1, failed: 0, running: 2 }
const afterAMinute = '2026-01-01T00:01:00.000Z'

interface Row {
  readonly name: string
  readonly document: WorkflowDocument
  readonly commands: readonly Command[]
  readonly node: number
  readonly words: readonly string[]
}

const rows: readonly Row[] = [
  {
    name: 'a node whose sources are on their way names them',
    document: fanIn,
    commands: [start, startAttempt(0)],
    node: 2,
    words: ['Waits for Load (running) and Sort (queued) to complete.'],
  },
  {
    name: 'a source that is settled is named no more',
    document: fanIn,
    commands: [start, startAttempt(0), complete(0)],
    node: 2,
    words: ['Waits for Sort (queued) to complete.'],
  },
  {
    name: 'the rule says what the sources have to do',
    document: { ...fanIn, nodes: { ...fanIn.nodes, c: { ...noop, triggerRule: 'any_failed' } } },
    commands: [start],
    node: 2,
    words: ['Waits for Load (queued) or Sort (queued) to fail.'],
  },
  {
    name: 'a queued node that nothing in its run holds back has no reason here',
    document: fanIn,
    commands: [start],
    node: 0,
    words: [],
  },
  {
    name: 'a running node has none',
    document: fanIn,
    commands: [start, startAttempt(0)],
    node: 0,
    words: [],
  },
  {
    name: 'a settled node has none',
    document: fanIn,
    commands: [start, startAttempt(0), complete(0)],
    node: 0,
    words: [],
  },
  {
    name: 'a paused run holds back, and so does what is still to come',
    document: fanIn,
    commands: [start, startAttempt(0), pause],
    node: 2,
    words: [
      'The run is paused. Resume it to go on.',
      'Waits for Load (running) and Sort (queued) to complete.',
    ],
  },
  {
    name: 'a run that waits for its turn is the one reason of all its nodes',
    document: inTurns,
    commands: [start],
    node: 2,
    words: ['Waits for its turn.'],
  },
  {
    name: 'a run that waits for its turn says when it gives up',
    document: { ...inTurns, settings: { maxConcurrentExecutions: 1, startWithinSeconds: 60 } },
    commands: [start],
    node: 2,
    words: ['Waits for its turn.', `The run gives up at ${afterAMinute} if it has not started by then.`],
  },
  {
    name: 'a queued node that has to start in time says when it gives up',
    document: { ...fanIn, nodes: { ...fanIn.nodes, b: { ...noop, startWithinSeconds: 60 } } },
    commands: [start],
    node: 1,
    words: [`It gives up at ${afterAMinute} if it has not started by then.`],
  },
  {
    name: 'a node behind others says last when it gives up',
    document: { ...narrow, nodes: { ...narrow.nodes, a: { ...noop, startWithinSeconds: 60 } } },
    commands: [start, startAttempt(1)],
    node: 0,
    words: [
      'The run allows 1 node at once: it starts when Sort ends.',
      `It gives up at ${afterAMinute} if it has not started by then.`,
    ],
  },
  {
    name: 'a node gives up at no time while its run is paused',
    document: { ...fanIn, nodes: { ...fanIn.nodes, b: { ...noop, startWithinSeconds: 60 } } },
    commands: [start, pause],
    node: 1,
    words: ['The run is paused. Resume it to go on.'],
  },
  {
    name: 'a run that allows one node at once names the one that runs',
    document: narrow,
    commands: [start, startAttempt(1)],
    node: 0,
    words: ['The run allows 1 node at once: it starts when Sort ends.'],
  },
  {
    name: 'a pause between attempts has an end and a cause',
    document: patient,
    commands: [start, startAttempt(0), fail(0)],
    node: 0,
    words: [`Attempt 1 failed: no. Attempt 2 starts at ${afterAMinute}.`],
  },
  {
    name: 'a wait for a time',
    document: patient,
    commands: [start, startAttempt(0), suspend('time')],
    node: 0,
    words: [`Waits until ${afterAMinute}.`],
  },
  {
    name: 'a wait for a person',
    document: patient,
    commands: [start, startAttempt(0), suspend('approval')],
    node: 0,
    words: [`Waits for a person to decide, until ${afterAMinute} at the latest. Decide under Approvals.`],
  },
  {
    name: 'a wait for a signal says how to send it',
    document: asking,
    commands: [start, startAttempt(0), suspend('signal')],
    node: 0,
    words: [
      `Waits for the signal paid, until ${afterAMinute} at the latest. Send it with POST /api/executions/{id}/signals/paid.`,
    ],
  },
  {
    name: 'a wait for items counts them',
    document: patient,
    commands: [
      start,
      startAttempt(0),
      suspend('children'),
      { type: 'report-items', now: t0, nodeIndex: 0, items },
    ],
    node: 0,
    words: ['Waits for its 4 items: 1 completed, 0 failed, 2 running.'],
  },
]

test.each(rows)('$name', ({ document, commands, node, words }) => {
  const { state } = play(document, ...commands)
  expect(explainNode(state, node).map((reason) => describeReason(reason, (iso) => iso))).toEqual(words)
})

test('of very many sources the first are named and the rest counted', () => {
  const names = Array.from({ length: 50 }, (_, at) => `n${at}`)
  const { state } = play(
    {
      name: 'wide',
      nodes: { ...Object.fromEntries(names.map((name) => [name, noop])), last: noop },
      edges: names.map((source) => ({ source, target: 'last' })),
    },
    start,
  )
  const [reason] = explainNode(state, 50)
  expect(reason).toMatchObject({ code: 'sources', others: 30 })
  expect(reason && describeReason(reason, (iso) => iso)).toBe(
    'Waits for n0 (queued), n1 (queued), n2 (queued) and 47 others to complete.',
  )
})

const ways: WorkflowDocument = {
  name: 'x',
  nodes: { a: { ...noop, name: 'Check' }, b: { ...noop, name: 'Send' }, c: noop },
  edges: [
    { source: 'a', target: 'b', when: 'input.ok' },
    { source: 'b', target: 'c' },
  ],
}
const onlyAfterFailure: WorkflowDocument = {
  ...ways,
  nodes: { ...ways.nodes, b: { ...noop, triggerRule: 'any_failed' } },
}
const onFailure = { ...ways, edges: [{ source: 'a', target: 'c', port: 'failure' }] }

test.each([
  {
    name: 'a failed source',
    document: ways,
    commands: [start, startAttempt(0), fail(0)],
    node: 1,
    words: 'Skipped because Check failed.',
  },
  {
    name: 'a condition that did not hold',
    document: ways,
    commands: [start, startAttempt(0), complete(0, { conditions: { 0: false } })],
    node: 1,
    words: 'Skipped because the condition after Check did not hold.',
  },
  {
    name: 'a source that was skipped itself',
    document: ways,
    commands: [start, startAttempt(0), fail(0)],
    node: 2,
    words: 'Skipped because Send was skipped.',
  },
  {
    name: 'a source that left by another port',
    document: onFailure,
    commands: [start, startAttempt(0), complete(0)],
    node: 2,
    words: 'Skipped because Check left by success.',
  },
  {
    name: 'a source that completed, and whose condition held, where one had to fail',
    document: onlyAfterFailure,
    commands: [start, startAttempt(0), complete(0, { conditions: { 0: true } })],
    node: 1,
    words: 'Skipped because Check completed.',
  },
])('a skipped node names $name', ({ document, commands, node, words }) => {
  const { state } = play(document, ...commands)
  const skip = explainSkip(state, node)
  expect(skip && describeReason(skip, (iso) => iso)).toBe(words)
})

test('a node that was not skipped has nothing to say about it', () => {
  expect(explainSkip(play(ways, start).state, 1)).toBeNull()
})

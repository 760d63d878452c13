import { expect, test } from 'vitest'
import { checkRun, type Evidence } from './check-run.ts'
import type { RunHistory, WireEvent } from './wire-event.ts'
import type { WitnessLine } from './witness.ts'

const ID = 'one'
const second = (at: number) => new Date(at * 1000).toISOString()

/** `3 node_started a 1` at second 3. */
function toEvents(text: string): WireEvent[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [seq = '', type = '', node, attempt] = line.trim().split(' ')
      return {
        seq: Number(seq),
        type,
        node_id: node ?? null,
        attempt: attempt === undefined ? null : Number(attempt),
        timestamp: second(Number(seq)),
      }
    })
}

const historyOf = (text: string, executionId = ID): RunHistory => ({
  executionId,
  workflowId: 'workflow',
  status: 'completed',
  completedNodes: text.split('node_completed').length - 1,
  failedNodes: 0,
  isRoot: true,
  events: toEvents(text),
})

const good = `
  1 execution_created
  2 execution_started
  3 node_queued effect
  4 node_started effect 1
  5 attempt_lost effect 1
  6 node_queued effect
  7 node_started effect 2
  8 node_completed effect 2
  9 execution_completed
  10 attempt_ignored effect 1`

const line = (attempt: number, phase: 'start' | 'end', at: number): WitnessLine => ({
  executionId: ID,
  nodeId: 'effect',
  attempt,
  phase,
  at: at * 1000,
  pid: 1,
})
const goodLines = [line(1, 'start', 4.1), line(2, 'start', 7.1), line(2, 'end', 7.9), line(1, 'end', 12)]

function check(more: Partial<Evidence>): string[] {
  const evidence = {
    histories: [historyOf(good)],
    lines: goodLines,
    seen: new Map(),
    limitsOf: () => ({}),
    sourcesOf: () => null,
    order: { urgencyOf: () => null, harmed: [] },
  }
  return checkRun({ ...evidence, ...more }).map(({ rule }) => rule)
}

const without = (text: string, seq: number) =>
  text
    .split('\n')
    .filter((row) => !row.trim().startsWith(`${seq} `))
    .join('\n')

test('a history in which an attempt was lost and its report ignored keeps all promises', () => {
  expect(check({})).toEqual([])
})

test.each([
  ['an event is missing', without(good, 3), 'seq has no gaps'],
  ['the end is missing', good.slice(0, good.indexOf('  9 ')).trimEnd(), 'every execution ends'],
  [
    'a node starts after the end',
    good.replace('10 attempt_ignored', '10 node_started'),
    'nothing follows the end',
  ],
  [
    'a node starts while all is paused',
    good.replace('3 node_queued effect', '3 execution_paused'),
    'nothing starts while paused',
  ],
  [
    'the lost attempt completes the node',
    good.replace('node_completed effect 2', 'node_completed effect 1'),
    'one attempt at a time counts',
  ],
  [
    'a node completes twice',
    good.replace('9 execution_completed', '9 node_completed effect 2'),
    'one attempt at a time counts',
  ],
  ['an attempt number is left out', good.replaceAll('effect 2', 'effect 3'), 'one attempt at a time counts'],
])('%s', (_name, text, rule) => {
  expect(check({ histories: [historyOf(text)] })).toContain(rule)
})

test.each([
  ['the completed attempt left no effect', goodLines.slice(0, 2), 'a completed attempt had its effect'],
  [
    'the effect came after the completion',
    [...goodLines.slice(0, 2), line(2, 'end', 8.5)],
    'a completed attempt had its effect',
  ],
  [
    'two processes ran one attempt',
    [...goodLines, { ...line(2, 'start', 7.2), pid: 2 }],
    'an attempt runs once',
  ],
  [
    'an attempt ran that nobody started',
    [...goodLines, line(3, 'start', 7.2)],
    'no effect without a committed start',
  ],
  [
    'an attempt ran before its start was committed',
    [line(1, 'start', 3.5), ...goodLines.slice(1)],
    'no effect without a committed start',
  ],
])('%s', (_name, lines, rule) => {
  expect(check({ lines })).toContain(rule)
})

const seenOf = (text: string) => new Map([[ID, toEvents(text)]])

test.each([
  ['all events up to the end', good.slice(0, good.indexOf('  10 ')).trimEnd(), []],
  ['what came after the end as well', good, []],
  [
    'one event twice',
    good.replace('  4 ', '  3 node_queued effect\n  4 '),
    ['subscribers see every event once'],
  ],
  ['one event less', without(good, 5), ['subscribers see every event once']],
  ['another event', good.replace('attempt_lost', 'node_failed'), ['subscribers see every event once']],
])('a subscriber saw %s', (_name, text, rules) => {
  expect(check({ seen: seenOf(text) })).toEqual(rules)
})

const overlapping = `
  1 execution_created
  2 execution_started
  3 node_queued a
  4 node_queued b
  5 node_started a 1
  6 node_started b 1
  7 node_completed a 1
  8 node_completed b 1
  9 execution_completed`

test.each([
  ['maxParallel holds', { maxParallel: 1 }, { maxParallel: 2 }],
  [
    'concurrency keys hold',
    { concurrency: { prefix: '', key: 'k', limit: 1 } },
    { concurrency: { prefix: 'a', key: 'k', limit: 1 } },
  ],
  [
    'rate limits hold',
    { rate: { prefix: '', key: 'r', limit: 1, perMs: 2000 } },
    { rate: { prefix: '', key: 'r', limit: 2, perMs: 2000 } },
  ],
  ['maxConcurrentExecutions holds', { maxConcurrentExecutions: 1 }, { maxConcurrentExecutions: 2 }],
] as const)('%s, or not', (rule, exceeded, held) => {
  const histories = [historyOf(overlapping), historyOf(overlapping, 'two')]
  const more = { lines: [], histories: rule === 'maxParallel holds' ? histories.slice(0, 1) : histories }
  expect(check({ ...more, limitsOf: () => exceeded })).toContain(rule)
  const wide = rule === 'concurrency keys hold' ? histories.slice(0, 1) : more.histories
  expect(check({ ...more, histories: wide, limitsOf: () => held })).toEqual([])
})

test('a node that begins before its source completed is found', () => {
  const histories = [historyOf(overlapping)]
  const sourcesOf = (source: string) => () => new Map([['b', [source]]])
  const rule = 'nodes wait for their sources'
  expect(check({ lines: [], histories, sourcesOf: sourcesOf('a') })).toContain(rule)
  const inTurn = overlapping.replace('4 node_queued b', '4 node_completed c')
  expect(check({ lines: [], histories: [historyOf(inTurn)], sourcesOf: sourcesOf('c') })).not.toContain(rule)
})

test.each([
  ['the status', { status: 'failed' }],
  ['the count of completed nodes', { completedNodes: 2 }],
  ['the count of failed nodes', { failedNodes: 1 }],
])('%s that differs from the events is found', (_name, shown) => {
  const histories = [{ ...historyOf(good), ...shown }]
  expect(check({ histories })).toEqual(['what is shown agrees with the events'])
})

test('an attempt that was lost holds a slot for as long as it may have done something, and none where it did nothing', () => {
  const two = historyOf(overlapping.replaceAll(' a', ' effect-a').replaceAll(' b', ' effect-b'))
  const events = two.events.map((event) =>
    event.type === 'node_completed' ? { ...event, type: 'attempt_lost' } : event,
  )
  const histories = [{ ...two, completedNodes: 0, events }]
  const limitsOf = () => ({ concurrency: { prefix: 'effect', key: 'k', limit: 1 } })
  const begun = (nodeId: string, at: number) => ({ ...line(1, 'start', at), nodeId })
  const rule = 'concurrency keys hold'
  expect(check({ histories, lines: [begun('effect-a', 5.1)], limitsOf })).not.toContain(rule)
  expect(check({ histories, lines: [begun('effect-a', 5.1), begun('effect-b', 6.1)], limitsOf })).toContain(
    rule,
  )
})

import { expect, test } from 'vitest'
import { describeReason } from './describe-reason.ts'
import type { Reason } from './reason.ts'

const at = '2026-01-01T00:00:00.000Z'
const holder = { executionId: 'e', workflowName: 'Night shift', nodeId: 'a', nodeName: 'Weave', since: at }

const rows: readonly { reason: Reason; words: string }[] = [
  {
    reason: { code: 'slot', key: 'db', limit: 1, waiting: 1, holders: [holder], others: 0 },
    words:
      'The key db allows 1 node at once, and Weave of Night shift holds the slot. It starts when one is given back.',
  },
  {
    reason: { code: 'slot', key: 'db', limit: 5, waiting: 1, holders: [holder], others: 4 },
    words:
      'The key db allows 5 nodes at once, and Weave of Night shift and 4 others hold the slots. It starts when one is given back.',
  },
  {
    reason: { code: 'slot', key: 'db', limit: 2, waiting: 1, holders: [holder, holder], others: 0 },
    words:
      'The key db allows 2 nodes at once, and Weave of Night shift in 2 runs hold the slots. It starts when one is given back.',
  },
  {
    reason: { code: 'rate_limit', key: 'api', limit: 3, perMs: 60_000, until: at, waiting: 2 },
    words: 'The key api allows 3 starts in 1 minute: the next one is at noon. 2 nodes wait for it.',
  },
  {
    reason: { code: 'rate_limit', key: 'api', limit: 1, perMs: 1500, until: at, waiting: 1 },
    words: 'The key api allows 1 start in 1.5 s: the next one is at noon.',
  },
  {
    reason: { code: 'no_worker', group: 'gpu', liveGroups: ['default', 'mail'] },
    words:
      'No worker serves the group gpu; those that are there serve default and mail. Start one with HEDDLE_WORKER_GROUPS=gpu.',
  },
  {
    reason: { code: 'no_worker', group: 'gpu', liveGroups: [] },
    words:
      'No worker serves the group gpu; no worker is there at all. Start one with HEDDLE_WORKER_GROUPS=gpu.',
  },
  {
    reason: { code: 'draining', group: 'default', workers: 1 },
    words: 'The only worker of the group default is draining. Let it take work again, or start another.',
  },
  {
    reason: { code: 'draining', group: 'default', workers: 3 },
    words: 'All 3 workers of the group default are draining. Let one take work again, or start another.',
  },
  {
    reason: { code: 'workers_busy', group: 'default', used: 32, capacity: 32, waiting: 1400 },
    words:
      'The workers of the group default use 32 of 32 slots: it starts when one is free. 1,400 nodes wait for it.',
  },
  {
    reason: { code: 'queue', group: 'default', waiting: 1 },
    words: 'Stands in the queue of the group default, and starts when a worker takes it.',
  },
  {
    reason: { code: 'queue', group: 'default', waiting: 3 },
    words: 'Stands in the queue of the group default with 2 others, and starts when a worker takes it.',
  },
  {
    reason: {
      code: 'turn',
      limit: 1,
      position: 2,
      waiting: 3,
      running: [{ executionId: 'e', since: at }],
      others: 0,
    },
    words:
      'Waits for its turn: the workflow runs 1 at once, and 1 runs now. This run is number 2 of 3 in the line.',
  },
  {
    reason: { code: 'paused', since: at, by: 'Ada Weaver' },
    words: 'The run has been paused since noon by Ada Weaver. Resume it to go on.',
  },
  {
    reason: { code: 'person', title: 'Ship it?', approvalId: 'a', until: null, onDeadline: 'fail' },
    words: 'Waits for a person to decide "Ship it?". Decide under Approvals.',
  },
  {
    reason: { code: 'children', items: { total: 1, completed: 0, failed: 0, running: 1 }, until: null },
    words: 'Waits for the workflow that it runs.',
  },
  {
    reason: { code: 'start_by', what: 'node', until: at },
    words: 'It gives up at noon if it has not started by then.',
  },
  {
    reason: { code: 'start_by', what: 'run', until: at },
    words: 'The run gives up at noon if it has not started by then.',
  },
  {
    reason: { code: 'skipped', rule: 'all_success', sources: [], others: 0 },
    words: 'Skipped because its trigger rule could not hold any more.',
  },
]

test.each(rows)('$reason.code: $words', ({ reason, words }) => {
  expect(describeReason(reason, () => 'noon')).toBe(words)
})

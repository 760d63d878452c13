import { expect, test } from 'vitest'
import { judgePriorities, type Period } from './judge-priorities.ts'
import type { RunHistory } from './wire-event.ts'

type Step = readonly [type: string, node: string | null, second: number]

/** Its priority is its name. */
function historyOf(executionId: string, steps: readonly Step[]): RunHistory {
  const events = steps.map(([type, node, second], at) => ({
    seq: at + 1,
    type,
    node_id: node,
    attempt: 1,
    timestamp: new Date(second * 1000).toISOString(),
  }))
  const counts = { completedNodes: 0, failedNodes: 0 }
  return { executionId, workflowId: 'w', status: 'completed', isRoot: true, ...counts, events }
}

const waits = (from: number, to: number): Step[] => [
  ['node_queued', 'n', from],
  ['node_started', 'n', to],
]
const startsAt = (...seconds: readonly number[]) => seconds.map((at) => historyOf('1', waits(at, at)))
const harm = (from: number, to: number): Period => ({ from: from * 1000, to: to * 1000 })

interface Case {
  readonly waiting: readonly Step[]
  readonly waitingPriority?: string
  readonly others: readonly RunHistory[]
  readonly harmed?: readonly Period[]
  readonly isHeldBack?: boolean
}

function judge({ waiting, waitingPriority = '2', others, harmed = [], isHeldBack = false }: Case) {
  const histories = [historyOf(waitingPriority, waiting), ...others]
  const urgencyOf = ({ executionId }: RunHistory) => ({ priority: Number(executionId), isHeldBack })
  return judgePriorities(histories, { urgencyOf, harmed }).map(({ executionId }) => executionId)
}

const tenSeconds = waits(10, 20)
const often = startsAt(12, 13, 14, 15, 16, 17)

test.each<[string, Case]>([
  ['is overtaken again and again', { waiting: tenSeconds, others: often }],
  [
    'is overtaken until it is cancelled',
    { waiting: [...waits(10, 20).slice(0, 1), ['node_cancelled', 'n', 20]], others: often },
  ],
  ['came when a fault was long over', { waiting: tenSeconds, others: often, harmed: [harm(1, 2)] }],
  ['was overtaken before a fault', { waiting: tenSeconds, others: often, harmed: [harm(18, 19)] }],
  [
    'is overtaken for ever while the fleet is harmed',
    { waiting: waits(10, 90), others: startsAt(13, 60), harmed: [harm(9, 90)] },
  ],
])('one who %s is found', (_name, told) => {
  expect(judge(told)).toEqual(['2'])
})

test.each<[string, Case]>([
  ['has just come', { waiting: tenSeconds, others: startsAt(10.1, 12.4, 13) }],
  ['has its turn a little late', { waiting: tenSeconds, others: startsAt(10.5, 18, 19, 19.9) }],
  ['goes before the others', { waiting: tenSeconds, others: startsAt(20, 21, 22, 23, 24) }],
  ['is as urgent as the others', { waiting: tenSeconds, waitingPriority: '1', others: often }],
  ['is less urgent than the others', { waiting: tenSeconds, waitingPriority: '0', others: often }],
  ['came while the fleet was harmed', { waiting: tenSeconds, others: often, harmed: [harm(9, 9)] }],
  ['waited while the fleet was harmed', { waiting: tenSeconds, others: often, harmed: [harm(11, 12)] }],
  ['was paused', { waiting: [['execution_paused', null, 9], ...tenSeconds], others: often }],
  ['may be held back by a limit', { waiting: tenSeconds, others: often, isHeldBack: true }],
])('one who %s is not', (_name, told) => {
  expect(judge(told)).toEqual([])
})

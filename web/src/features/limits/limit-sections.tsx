/** Concurrency keys, rates and workflows with a limit, each as rows of one table. */
import { formatCount } from '../../ui/format-count.ts'
import { useNow } from '../../ui/use-now.ts'
import {
  toHolderWords,
  toLongestWait,
  toNextStartWords,
  toOnLimitWords,
  toPeriodWords,
} from './core/limit-words.ts'
import { type LimitColumn, type LimitRow, LimitTable } from './limit-table.tsx'
import type { LimitedWorkflow, LimitKey, LimitRate, Limits } from './queries.ts'
import { NodeSide, RunSide, Sides } from './sides.tsx'
import { UsageMeter } from './usage-meter.tsx'

const waiting = { name: 'Waiting', width: 80, align: 'right' } as const
const longest = { name: 'Longest wait', width: 112, align: 'right' } as const

const keyColumns: readonly LimitColumn[] = [
  { name: 'Slots in use', width: 168 },
  { name: 'Held by' },
  waiting,
  longest,
]
const rateColumns: readonly LimitColumn[] = [
  { name: 'Starts', width: 168 },
  { name: 'Period' },
  { name: 'Next start', width: 120, align: 'right' },
  waiting,
  longest,
]
const workflowColumns: readonly LimitColumn[] = [
  { name: 'Runs at once', width: 168 },
  { name: 'When full, new runs' },
  waiting,
  longest,
]

export function LimitSections({ limits }: { limits: Limits }) {
  const now = useNow(1000)
  return (
    <>
      <LimitTable
        columns={keyColumns}
        of="Key"
        rows={limits.keys.map((key) => toKeyRow(key, now))}
        title="Concurrency keys"
      />
      <LimitTable
        columns={rateColumns}
        of="Key"
        rows={limits.rates.map((rate) => toRateRow(rate, now))}
        title="Rates"
      />
      <LimitTable
        columns={workflowColumns}
        of="Workflow"
        rows={limits.workflows.map((workflow) => toWorkflowRow(workflow, now))}
        title="Workflows"
      />
    </>
  )
}

function toKeyRow(key: LimitKey, now: number): LimitRow {
  const { used, limit, holders, line } = key
  return {
    id: key.key,
    name: key.key,
    isMono: true,
    cells: [
      <UsageMeter key="used" limit={limit} used={used} />,
      <Quiet key="held" text={toHolderWords(holders, used)} />,
      <Waiting count={key.waiting} key="waiting" />,
      <Quiet key="longest" text={toLongestWait(line, now) ?? '-'} />,
    ],
    detail: (
      <Sides>
        <NodeSide
          all={used}
          empty="Nobody holds a slot."
          items={holders}
          now={now}
          status="running"
          title="Holds a slot"
        />
        <NodeSide
          all={key.waiting}
          empty="Nobody waits."
          items={line}
          now={now}
          status="queued"
          title="Waits, the next one first"
        />
      </Sides>
    ),
  }
}

function toRateRow(rate: LimitRate, now: number): LimitRow {
  const { starts, limit, line } = rate
  return {
    id: rate.key,
    name: rate.key,
    isMono: true,
    cells: [
      <UsageMeter key="starts" limit={limit} used={starts} />,
      <Quiet key="period" text={toPeriodWords(rate)} />,
      <Quiet key="next" text={toNextStartWords(rate, now)} />,
      <Waiting count={rate.waiting} key="waiting" />,
      <Quiet key="longest" text={toLongestWait(line, now) ?? '-'} />,
    ],
    detail: (
      <NodeSide
        all={rate.waiting}
        empty="Nobody waits."
        items={line}
        now={now}
        status="queued"
        title="Waits, the next one first"
      />
    ),
  }
}

function toWorkflowRow(workflow: LimitedWorkflow, now: number): LimitRow {
  const { workflowId, name, running, limit, runs, line } = workflow
  return {
    id: workflowId,
    name,
    cells: [
      <UsageMeter key="used" limit={limit} used={running} />,
      <Quiet key="when" text={toOnLimitWords(workflow)} />,
      <Waiting count={workflow.waiting} key="waiting" />,
      <Quiet key="longest" text={toLongestWait(line, now) ?? '-'} />,
    ],
    detail: (
      <Sides>
        <RunSide all={running} empty="No run is under way." items={runs} now={now} title="Runs" />
        <RunSide
          all={workflow.waiting}
          empty="Nobody waits."
          items={line}
          now={now}
          title="Waits, the next one first"
        />
      </Sides>
    ),
  }
}

function Quiet({ text }: { text: string }) {
  return <span className="text-text-2">{text}</span>
}

function Waiting({ count }: { count: number }) {
  return <span className={count === 0 ? 'text-text-2' : 'font-medium'}>{formatCount(count)}</span>
}

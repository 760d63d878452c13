/** What an open row shows: who has a place, and who waits for one, each with a way to its run. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatStamp } from '../../ui/format-time.ts'
import { toShortId } from '../../ui/short-id.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import type { AnyStatus } from '../../ui/status-style.ts'
import { toRestWords } from './core/limit-words.ts'
import type { LimitedRun, LimitHolder } from './queries.ts'

interface SideProps<T> {
  readonly title: string
  readonly items: readonly T[]
  /** Those that are not listed included. */
  readonly all: number
  /** What stands there when there are none. */
  readonly empty: string
  readonly now: number
}

export function Sides({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-x-8 max-[899px]:grid-cols-1">{children}</div>
}

export function NodeSide({ items, status, ...side }: SideProps<LimitHolder> & { status: AnyStatus }) {
  return (
    <Side {...side} shown={items.length}>
      {items.map((item) => (
        <Line key={`${item.executionId} ${item.nodeId}`} now={side.now} since={item.since} status={status}>
          <Link
            className="truncate text-accent hover:underline"
            hash={item.nodeId}
            params={{ executionId: item.executionId }}
            to="/executions/$executionId"
          >
            {item.nodeName}
          </Link>
          <span className="truncate text-text-2">
            {item.workflowName} · <span className="mono">{toShortId(item.executionId)}</span>
          </span>
        </Line>
      ))}
    </Side>
  )
}

export function RunSide({ items, ...side }: SideProps<LimitedRun>) {
  return (
    <Side {...side} shown={items.length}>
      {items.map((run) => (
        <Line key={run.executionId} now={side.now} since={run.since} status={run.status}>
          <Link
            className="truncate text-accent hover:underline"
            params={{ executionId: run.executionId }}
            to="/executions/$executionId"
          >
            Run {toShortId(run.executionId)}
          </Link>
          <span className="truncate text-text-2">
            {run.startedBy === null ? '' : `by ${run.startedBy}`}
            {run.priority === 0 ? '' : ` priority ${run.priority}`}
          </span>
        </Line>
      ))}
    </Side>
  )
}

interface SideFrameProps extends Omit<SideProps<never>, 'items'> {
  readonly shown: number
  readonly children: ReactNode
}

function Side({ title, all, shown, empty, children }: SideFrameProps) {
  const rest = toRestWords(shown, all)
  return (
    <div className="min-w-0">
      <h3 className="text-12 font-medium text-text-3">{title}</h3>
      {shown === 0 ? <p className="py-1 text-text-2">{empty}</p> : null}
      <ul aria-label={title}>
        {children}
        {rest === null ? null : <li className="flex h-6 items-center text-text-2">{rest}</li>}
      </ul>
    </div>
  )
}

interface LineProps {
  readonly status: AnyStatus
  readonly since: string
  readonly now: number
  readonly children: ReactNode
}

function Line({ status, since, now, children }: LineProps) {
  return (
    <li className="flex h-6 items-center gap-2">
      <StatusIcon size={14} status={status} />
      {children}
      <span className="ml-auto shrink-0 text-text-2 tabular-nums" title={`since ${formatStamp(since)}`}>
        {formatDuration(Math.max(0, now - Date.parse(since)))}
      </span>
    </li>
  )
}

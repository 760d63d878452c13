/** Where a reason leads: to the nodes before, to who holds the slot, to the page where somebody can help. */
import type { Reason, SlotHolder } from '@heddle/core/execution/reason.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatClock } from '../../../ui/format-time.ts'
import { toShortId } from '../../../ui/short-id.ts'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import { useRun } from '../run-context.ts'
import { RunLink } from '../run-link.tsx'

const link = 'text-accent underline underline-offset-2'
const lineLink = `inline-flex h-6 items-center ${link}`

export function ReasonLinks({ reason }: { readonly reason: Reason }) {
  switch (reason.code) {
    case 'sources':
    case 'skipped':
      return <Lines items={reason.sources.map((node) => <NodeLine key={node.nodeId} {...node} />)} />
    case 'execution_slot':
      return (
        <Lines
          items={reason.holders.map((node) => <NodeLine key={node.nodeId} {...node} status="running" />)}
        />
      )
    case 'slot':
      return (
        <>
          <Lines items={reason.holders.map((holder) => <HolderLine holder={holder} key={toKey(holder)} />)} />
          <LimitsLink search={reason.key} />
        </>
      )
    case 'rate_limit':
      return <LimitsLink search={reason.key} />
    case 'turn':
      return (
        <Lines
          items={reason.running.map(({ executionId, since }) => (
            <li className="flex min-h-6 items-center gap-1.5" key={executionId}>
              <RunLink executionId={executionId} />
              {since === null ? null : <Since iso={since} />}
            </li>
          ))}
        />
      )
    case 'person':
      return (
        <Link className={lineLink} to="/approvals">
          Open the approvals
        </Link>
      )
    case 'no_worker':
    case 'draining':
    case 'workers_busy':
    case 'queue':
      return (
        <Link className={lineLink} to="/workers">
          Open the workers
        </Link>
      )
    default:
      return null
  }
}

function Lines({ items }: { readonly items: readonly ReactNode[] }) {
  return items.length === 0 ? null : <ul className="my-0.5">{items}</ul>
}

interface NodeLineProps {
  readonly nodeId: string
  readonly name: string
  readonly status: NodeStatus
}

function NodeLine({ nodeId, name, status }: NodeLineProps) {
  const { screen } = useRun()
  return (
    <li>
      <button
        className="flex h-6 max-w-full items-center gap-1.5 rounded-sm text-accent hover:underline"
        onClick={() => screen.choose(nodeId)}
        type="button"
      >
        <StatusIcon size={14} status={status} title={status} />
        <span className="truncate">{name}</span>
      </button>
    </li>
  )
}

function HolderLine({ holder }: { readonly holder: SlotHolder }) {
  const { executionId, nodeId, nodeName, workflowName, since } = holder
  return (
    <li className="flex min-h-6 items-center gap-1.5">
      <Link
        className={`min-w-0 truncate ${link}`}
        hash={nodeId}
        params={{ executionId }}
        to="/executions/$executionId"
      >
        {nodeName} of {workflowName}
      </Link>
      <span className="mono shrink-0 text-text-2">{toShortId(executionId)}</span>
      <Since iso={since} />
    </li>
  )
}

function toKey({ executionId, nodeId }: SlotHolder): string {
  return `${executionId} ${nodeId}`
}

function Since({ iso }: { readonly iso: string }) {
  return <span className="shrink-0 text-text-2 tabular-nums">since {formatClock(iso)}</span>
}

function LimitsLink({ search }: { readonly search: string }) {
  return (
    <Link className={lineLink} search={{ search }} to="/limits">
      Open the limits
    </Link>
  )
}

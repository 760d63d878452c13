/** What is asked, by whom, and the form to answer it; or how it was answered. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Approval } from '../../app/approvals/approval-queries.ts'
import { deadlineWords, isUrgent } from '../../app/approvals/approval-words.ts'
import { DecisionForm } from '../../app/approvals/decision-form.tsx'
import { DecisionRecord } from '../../app/approvals/decision-record.tsx'
import { ApprovalMessage } from '../../app/approvals/node-approval.tsx'
import { cx } from '../../ui/class-names.ts'
import { plural } from '../../ui/format-count.ts'
import { formatStamp } from '../../ui/format-time.ts'
import { toShortId } from '../../ui/short-id.ts'
import { useNow } from '../../ui/use-now.ts'

interface ApprovalDetailProps {
  readonly approval: Approval
  readonly onDecided: () => void
}

const link = 'text-accent hover:underline'

export function ApprovalDetail({ approval, onDecided }: ApprovalDetailProps) {
  return (
    <section
      aria-label={approval.title}
      className="min-h-0 min-w-0 flex-1 overflow-y-auto border-l border-line"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
      tabIndex={0}
    >
      <div className="max-w-[680px] px-5 py-5">
        <h2 className="mb-1 text-16 font-semibold break-words">{approval.title}</h2>
        <ApprovalMessage approval={approval} />
        <Origin approval={approval} />
        {approval.status === 'open' ? (
          <DecisionForm approval={approval} key={approval.approvalId} onDecided={onDecided} />
        ) : (
          <DecisionRecord approval={approval} />
        )}
      </div>
    </section>
  )
}

/** Where the question comes from and how long it stands. */
function Origin({ approval }: { readonly approval: Approval }) {
  const { executionId, workflowId, workflowName, version, nodeName, startedBy, askedAt } = approval
  const reminded =
    approval.lastRemindedAt === null
      ? null
      : `${plural(approval.reminders, 'time')}, last ${formatStamp(approval.lastRemindedAt)}`
  return (
    <dl className="mb-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-y border-line py-3 text-12">
      <Entry name="Workflow">
        <Link className={link} params={{ workflowId }} to="/workflows/$workflowId">
          {workflowName}
        </Link>{' '}
        <span className="text-text-3">v{version}</span>
      </Entry>
      <Entry name="Run">
        <Link className={link} params={{ executionId }} to="/executions/$executionId">
          <span className="mono">{toShortId(executionId)}</span>
        </Link>{' '}
        <span className="text-text-2">started by {startedBy ?? 'an API key'}</span>
      </Entry>
      <Entry name="Node">{nodeName}</Entry>
      <Entry name="Asked">{formatStamp(askedAt)}</Entry>
      {approval.status === 'open' ? <Deadline approval={approval} /> : null}
      {reminded === null ? null : <Entry name="Reminded">{reminded}</Entry>}
    </dl>
  )
}

function Deadline({ approval }: { readonly approval: Approval }) {
  const now = useNow(1000)
  const words = deadlineWords(approval, now)
  if (words === null || approval.deadlineAt === null) return null
  return (
    <Entry name="Deadline">
      {formatStamp(approval.deadlineAt)}
      <span className={cx('ml-2', isUrgent(approval, now) ? 'font-medium text-st-retrying' : 'text-text-2')}>
        {words}
      </span>
    </Entry>
  )
}

function Entry({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </>
  )
}

/** How an approval ended: who decided what, when, and what they wrote. */
import { CircleCheck, CircleSlash, CircleX, Hourglass } from 'lucide-react'
import { formatStamp } from '../../ui/format-time.ts'
import { JsonTree } from '../../ui/json-tree.tsx'
import type { Approval } from './approval-queries.ts'
import { decisionWords } from './approval-words.ts'

export function DecisionIcon({ status }: { readonly status: Approval['status'] }) {
  const icon = 'size-3.5 shrink-0'
  switch (status) {
    case 'approved':
      return <CircleCheck aria-hidden="true" className={`${icon} text-st-completed`} />
    case 'rejected':
      return <CircleX aria-hidden="true" className={`${icon} text-st-failed`} />
    case 'open':
      return <Hourglass aria-hidden="true" className={`${icon} text-st-waiting`} />
    default:
      return <CircleSlash aria-hidden="true" className={`${icon} text-text-3`} />
  }
}

export function DecisionRecord({ approval }: { readonly approval: Approval }) {
  const { status, decidedAt, answer, comment } = approval
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <DecisionIcon status={status} />
        <span className="font-medium">{decisionWords(approval)}</span>
        {decidedAt === null ? null : (
          <span className="text-12 text-text-2 tabular-nums">{formatStamp(decidedAt)}</span>
        )}
      </p>
      {comment === null ? null : (
        <blockquote className="border-l-2 border-line-strong pl-3 break-words whitespace-pre-wrap text-text-2">
          {comment}
        </blockquote>
      )}
      {answer === null || answer === undefined ? null : (
        <div>
          <h3 className="mb-1 text-12 font-medium text-text-2">Answer</h3>
          <JsonTree className="rounded-md border border-line p-1" label="Answer" value={answer} />
        </div>
      )}
    </div>
  )
}

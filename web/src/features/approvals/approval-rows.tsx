/** One line of what is asked, one of where it comes from. */
import { useEffect, useRef } from 'react'
import type { Approval } from '../../app/approvals/approval-queries.ts'
import { deadlineWords, decisionWords, isUrgent } from '../../app/approvals/approval-words.ts'
import { DecisionIcon } from '../../app/approvals/decision-record.tsx'
import { cx } from '../../ui/class-names.ts'
import { formatAge } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { useRowKeys } from '../../ui/use-row-keys.ts'

interface ApprovalRowsProps {
  readonly label: string
  readonly items: readonly Approval[]
  readonly chosenId: string | null
  readonly onChoose: (approvalId: string) => void
}

export function ApprovalRows({ label, items, chosenId, onChoose }: ApprovalRowsProps) {
  const now = useNow(1000)
  const { rowProps } = useRowKeys({ count: items.length })
  const list = useRef<HTMLUListElement>(null)
  // A form that was answered is gone, and the focus with it: it goes on with the next question.
  useEffect(() => {
    if (chosenId === null || document.activeElement !== document.body) return
    list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus({ preventScroll: true })
  }, [chosenId])
  return (
    <ul aria-label={label} className="min-h-0 flex-1 overflow-y-auto" ref={list}>
      {items.map((approval, index) => (
        <li key={approval.approvalId}>
          <button
            {...rowProps(index)}
            aria-current={approval.approvalId === chosenId || undefined}
            className="flex h-14 w-full items-center gap-2.5 border-b border-line pr-3 pl-5 text-left -outline-offset-2 hover:bg-hover aria-[current=true]:bg-accent-soft"
            onClick={() => onChoose(approval.approvalId)}
            type="button"
          >
            <DecisionIcon status={approval.status} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{approval.title}</span>
              <span className="block truncate text-12 text-text-2">
                {approval.workflowName} · {approval.nodeName}
              </span>
            </span>
            <RowEnd approval={approval} now={now} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function RowEnd({ approval, now }: { readonly approval: Approval; readonly now: number }) {
  const isOpen = approval.status === 'open'
  const first = isOpen ? `asked ${formatAge(approval.askedAt, now)}` : decisionWords(approval)
  const second = isOpen
    ? deadlineWords(approval, now)
    : formatAge(approval.decidedAt ?? approval.askedAt, now)
  return (
    <span className="flex max-w-[46%] shrink-0 flex-col items-end text-12 text-text-2 tabular-nums">
      <span className="max-w-full truncate">{first}</span>
      {second === null ? null : (
        <span
          className={cx(
            'max-w-full truncate',
            isOpen && isUrgent(approval, now) && 'font-medium text-st-retrying',
          )}
        >
          {second}
        </span>
      )}
    </span>
  )
}

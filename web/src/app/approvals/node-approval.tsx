/** What a node of a run asks, to be decided on the spot; nothing where it asked nobody. */
import { useQuery } from '@tanstack/react-query'
import { MarkdownText } from '../../ui/markdown-text.tsx'
import { useNow } from '../../ui/use-now.ts'
import { type Approval, approvalQueries, useLiveApprovals } from './approval-queries.ts'
import { deadlineWords } from './approval-words.ts'
import { DecisionForm } from './decision-form.tsx'
import { DecisionRecord } from './decision-record.tsx'

interface NodeApprovalProps {
  readonly executionId: string
  readonly nodeId: string
}

export function NodeApproval({ executionId, nodeId }: NodeApprovalProps) {
  useLiveApprovals()
  const open = useQuery(approvalQueries.ofExecution(executionId, 'open'))
  const decided = useQuery(approvalQueries.ofExecution(executionId, 'decided'))
  const all = [...(open.data?.items ?? []), ...(decided.data?.items ?? [])]
  const approval = all.find((each) => each.nodeId === nodeId)
  if (approval === undefined) return null
  return (
    <section aria-label="Approval" className="border-b border-line p-3">
      <h3 className="mb-1 font-semibold">{approval.title}</h3>
      <ApprovalMessage approval={approval} />
      {approval.status === 'open' ? (
        <>
          <Deadline approval={approval} />
          <DecisionForm approval={approval} key={approval.approvalId} />
        </>
      ) : (
        <DecisionRecord approval={approval} />
      )}
    </section>
  )
}

export function ApprovalMessage({ approval }: { readonly approval: Approval }) {
  if (approval.message.trim() === '') return null
  return <MarkdownText className="mb-3 break-words text-text-2" text={approval.message} />
}

function Deadline({ approval }: { readonly approval: Approval }) {
  const words = deadlineWords(approval, useNow(1000))
  return words === null ? null : <p className="mb-3 text-12 text-text-2 tabular-nums">{words}</p>
}

import { checkInput } from '@heddle/core/definition/check-input.ts'
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { decideApproval as writeDecision } from '../../store/decide-approval.ts'
import { type ApprovalListRow, findApproval } from '../../store/list-approvals.ts'
import { wakeResolvedSoon } from '../../waits/wake-resolved.ts'
import { checkJsonValue } from '../documents/check-json-value.ts'
import type { CallerContext } from '../executions/require-execution.ts'
import { procedure } from '../trpc.ts'
import { approvalSchema } from './approval-shapes.ts'
import { toApprovalView } from './to-approval-view.ts'

const statuses = { approve: 'approved', reject: 'rejected' } as const

/** The first decision counts. It is written down before the node is woken, so that it is never lost on the way. */
export const decideApproval = procedure
  .input(
    z.object({
      approvalId: z.string().max(64),
      decision: z.enum(['approve', 'reject']),
      /** Held to the form. Who rejects need not fill it in. */
      answer: z.unknown().optional(),
      comment: z.string().max(10_000).optional(),
    }),
  )
  .output(approvalSchema)
  .mutation(async ({ ctx, input }) => {
    const { approvalId, decision, comment = '' } = input
    const asked = await getApproval(ctx, approvalId)
    if (asked.status !== 'open') throw toDecided(asked)
    const answer = prepareAnswer(asked, input, ctx.limits.inputBytes)
    checkJsonValue(comment, { what: 'comment', limitBytes: ctx.limits.inputBytes })
    const decided = await writeDecision(ctx.db, {
      id: asked.id,
      status: statuses[decision],
      by: authorOf(ctx.caller),
      via: ctx.caller.kind === 'key' ? 'key' : 'person',
      now: new Date(),
      answer,
      comment: comment.trim() === '' ? null : comment,
    })
    if (decided === null) throw toDecided(await getApproval(ctx, approvalId))
    const { executionId } = asked
    wakeResolvedSoon(ctx, [executionId])
    ctx.bus.publish(`workspace:${asked.workspaceId}`, { executionId })
    return toApprovalView({ ...asked, ...decided })
  })

async function getApproval(ctx: CallerContext, approvalId: string): Promise<ApprovalListRow> {
  const found = await findApproval(ctx.db, { workspaceId: ctx.caller.workspaceId, approvalId })
  if (found === null) throw new DomainError('APPROVAL_NOT_FOUND', { approvalId })
  return found
}

function prepareAnswer(
  { form }: ApprovalListRow,
  { decision, answer }: { decision: 'approve' | 'reject'; answer?: unknown },
  limitBytes: number,
): unknown {
  if (decision === 'reject' && answer === undefined) return undefined
  if (answer !== undefined) checkJsonValue(answer, { what: 'answer', limitBytes })
  if (form === null) return answer
  const { input, problems } = checkInput(answer, form)
  if (problems.length > 0) throw new DomainError('ANSWER_INVALID', { problems })
  return input
}

/** Says who was first. A row that is still open was refused for its time, or for the end of its node. */
function toDecided(row: ApprovalListRow): DomainError {
  const { id: approvalId, decidedBy: by, decidedAt, deadlineAt } = row
  const isLate = deadlineAt !== null && deadlineAt.getTime() <= Date.now()
  const status = row.status === 'open' ? (isLate ? 'expired' : 'closed') : row.status
  const at = decidedAt?.toISOString() ?? null
  const message = toWords({ status, by, via: row.decidedVia })
  return new DomainError('APPROVAL_DECIDED', { approvalId, status, by, at }, { message })
}

function toWords(end: { status: string; by: string | null; via: string | null }): string {
  const { status, by, via } = end
  if (status === 'expired') return 'The deadline is over; nobody decided in time.'
  if (status === 'closed') return 'The node does not wait any more: it ended without a decision.'
  if (via === 'deadline') return `The deadline is over; it counts as ${status}.`
  return `${by ?? 'Somebody with an API key'} ${status} this already. The first decision counts.`
}

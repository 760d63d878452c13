/** What is said of an approval. Pure; `now` is passed in. */
import { formatDuration } from '../../ui/format-duration.ts'
import { formatWhen } from '../../ui/format-time.ts'
import type { Approval } from './approval-queries.ts'

const hourMs = 3_600_000

const ahead: Record<Approval['onDeadline'], string> = {
  fail: 'Fails',
  reject: 'Counts as rejected',
  approve: 'Counts as approved',
}

/** What happens when nobody decides: `Fails in 0:41`, from a day on `Fails 19 Nov 08:00`; null without a deadline. */
export function deadlineWords(
  { deadlineAt, onDeadline }: Pick<Approval, 'deadlineAt' | 'onDeadline'>,
  now: number,
): string | null {
  if (deadlineAt === null) return null
  const left = Date.parse(deadlineAt) - now
  if (left <= 0) return 'The deadline is over'
  return left < 24 * hourMs
    ? `${ahead[onDeadline]} in ${formatDuration(left)}`
    : `${ahead[onDeadline]} ${formatWhen(deadlineAt, now)}`
}

/** True where somebody should look soon. */
export function isUrgent({ deadlineAt }: Pick<Approval, 'deadlineAt'>, now: number): boolean {
  return deadlineAt !== null && Date.parse(deadlineAt) - now < hourMs
}

type Ended = Pick<Approval, 'status' | 'decidedBy' | 'decidedVia'>

/** How it ended: `Approved by Ada`, `Rejected by the deadline`, `Closed: the run ended`. */
export function decisionWords({ status, decidedBy, decidedVia }: Ended): string {
  if (status === 'open') return 'Open'
  if (status === 'expired') return 'Nobody decided in time'
  if (status === 'closed') return 'Closed: the node ended otherwise'
  const word = status === 'approved' ? 'Approved' : 'Rejected'
  if (decidedVia === 'deadline') return `${word} by the deadline`
  return `${word} by ${decidedBy ?? 'an API key'}`
}

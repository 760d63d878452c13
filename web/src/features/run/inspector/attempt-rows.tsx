import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import { toShortError } from '../core/error-words.ts'
import type { NodeAttempt, NodeDetail } from '../queries.ts'
import { useRun } from '../run-context.ts'
import { Section } from './section.tsx'

/** A lost attempt looks like a failed one: the word beside it tells them apart. */
export const attemptIcon: Record<NodeAttempt['status'], NodeStatus> = {
  running: 'running',
  waiting: 'waiting',
  waited: 'completed',
  completed: 'completed',
  failed: 'failed',
  lost: 'failed',
  cancelled: 'cancelled',
}

export function toAttemptWords(attempt: NodeAttempt): string {
  if (attempt.status === 'lost') return 'worker lost'
  if (attempt.error !== null) return toShortError(attempt.error)
  return attempt.status === 'completed' ? '' : attempt.status
}

/** The attempts, a line each: number, worker, what became of it, how long. */
export function AttemptRows({ detail }: { readonly detail: NodeDetail }) {
  const { plan } = useRun().model
  if (detail.attempts.length === 0) return null
  const allowed = plan.nodes[plan.indexOf.get(detail.nodeId) ?? -1]?.retry.maxAttempts ?? 1
  const note =
    allowed > 1 ? `${detail.attempts.length} of ${Math.max(allowed, detail.attempts.length)}` : undefined
  return (
    <Section note={note} title="Attempts">
      <ol>
        {detail.attempts.map((attempt) => (
          <li
            className="flex h-[27px] items-center gap-2 border-b border-line text-12 last:border-b-0"
            key={attempt.attempt}
          >
            <StatusIcon size={14} status={attemptIcon[attempt.status]} title={attempt.status} />
            <span className="flex min-w-0 flex-1 gap-1.5">
              <span className="mono min-w-12 truncate" title={attempt.workerId}>
                {attempt.attempt} · {attempt.workerId}
              </span>
              <span className="max-w-[65%] shrink-0 truncate text-text-2">{toAttemptWords(attempt)}</span>
            </span>
            <span className="shrink-0 tabular-nums">
              {attempt.durationMs === null ? '' : formatDuration(attempt.durationMs)}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

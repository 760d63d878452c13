/** Each attempt in full: where and when it ran, and what it failed with. */
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatClockMs } from '../../../ui/format-time.ts'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import type { NodeAttempt, NodeDetail } from '../queries.ts'
import { attemptIcon, toAttemptWords } from './attempt-rows.tsx'
import { type Fact, Facts, Section } from './section.tsx'

export function AttemptsPanel({ detail }: { readonly detail: NodeDetail }) {
  if (detail.attempts.length === 0) {
    return (
      <Section title="Attempts">
        <p className="text-12 text-text-2">
          {detail.keptFrom === null
            ? 'No attempt has started.'
            : 'The result is kept from an earlier run: no attempt was needed.'}
        </p>
      </Section>
    )
  }
  return detail.attempts
    .toReversed()
    .map((attempt) => <AttemptSection attempt={attempt} key={attempt.attempt} />)
}

function AttemptSection({ attempt }: { readonly attempt: NodeAttempt }) {
  const facts: Fact[] = [
    { label: 'Worker', value: <span className="mono">{attempt.workerId}</span> },
    { label: 'Started', value: formatClockMs(attempt.startedAt) },
  ]
  if (attempt.completedAt !== null) facts.push({ label: 'Ended', value: formatClockMs(attempt.completedAt) })
  if (attempt.durationMs !== null) facts.push({ label: 'Took', value: formatDuration(attempt.durationMs) })
  const words = toAttemptWords(attempt)
  return (
    <Section
      end={<StatusIcon size={14} status={attemptIcon[attempt.status]} title={attempt.status} />}
      note={words === '' ? attempt.status : words}
      title={`Attempt ${attempt.attempt}`}
    >
      {attempt.error === null ? null : (
        <p className="mb-1 text-12 break-words">
          {attempt.error.message} <span className="mono text-text-2">{attempt.error.code}</span>
        </p>
      )}
      <Facts facts={facts} />
    </Section>
  )
}

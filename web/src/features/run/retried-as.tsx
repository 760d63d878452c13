import { Link } from '@tanstack/react-router'
import { formatCount } from '../../ui/format-count.ts'
import { toShortId } from '../../ui/short-id.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import type { RunDetail } from './queries.ts'
import { useRun } from './run-context.ts'
import { useRetryStatus } from './use-retry-status.ts'

/** The newest run that retried this one; the panel of the run lists them all. */
export function RetriedAs() {
  const { retries } = useRun().detail
  const last = retries.at(-1)
  return last === undefined ? null : <LastRetry last={last} more={retries.length - 1} />
}

interface LastRetryProps {
  readonly last: RunDetail['retries'][number]
  /** Runs that retried it before. */
  readonly more: number
}

function LastRetry({ last, more }: LastRetryProps) {
  const status = useRetryStatus(last)
  return (
    <span className="flex items-center gap-1.5 text-12 text-text-2">
      <Link
        className="flex items-center gap-1.5 rounded-sm text-accent hover:underline"
        params={{ executionId: last.executionId }}
        to="/executions/$executionId"
      >
        <StatusIcon size={14} status={status} />
        Retried as {toShortId(last.executionId)}
      </Link>
      {more > 0 ? `and ${formatCount(more)} more` : null}
    </span>
  )
}

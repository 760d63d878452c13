import { Link } from '@tanstack/react-router'
import { formatCount } from '../../ui/format-count.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import { toShortId } from './core/short-id.ts'
import { useRun } from './run-context.ts'

/** The newest run that retried this one; the panel of the run lists them all. */
export function RetriedAs() {
  const { retries } = useRun().detail
  const last = retries.at(-1)
  if (last === undefined) return null
  const more = retries.length - 1
  return (
    <span className="flex items-center gap-1.5 text-12 text-text-2">
      <Link
        className="flex items-center gap-1.5 rounded-sm text-accent hover:underline"
        params={{ executionId: last.executionId }}
        to="/executions/$executionId"
      >
        <StatusIcon size={14} status={last.status} />
        Retried as {toShortId(last.executionId)}
      </Link>
      {more > 0 ? `and ${formatCount(more)} more` : null}
    </span>
  )
}

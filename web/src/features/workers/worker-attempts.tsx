import { Link } from '@tanstack/react-router'
import { plural } from '../../ui/format-count.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import type { Worker } from './core/fleet.ts'

/** What the worker runs now, longest first, each with a way to its run. */
export function WorkerAttempts({ worker, now }: { worker: Worker; now: number }) {
  const { attempts, used, workerId } = worker
  const others = used - attempts.length
  if (used === 0) return <p className="py-1.5 text-text-2">It runs nothing now.</p>
  return (
    <ul aria-label={`Runs on ${workerId}`} className="max-w-[640px] py-1">
      {attempts.map((attempt) => (
        <li
          className="flex h-6 items-center gap-2"
          key={`${attempt.executionId} ${attempt.nodeId} ${attempt.attempt}`}
        >
          <StatusIcon size={14} status="running" />
          <span className="truncate font-medium">{attempt.nodeName}</span>
          {attempt.attempt > 1 ? (
            <span className="text-12 text-text-2">attempt {attempt.attempt}</span>
          ) : null}
          <Link
            className="truncate text-accent hover:underline"
            params={{ executionId: attempt.executionId }}
            to="/executions/$executionId"
          >
            {attempt.workflowName}
          </Link>
          <span className="ml-auto shrink-0 text-text-2 tabular-nums">
            {formatDuration(now - Date.parse(attempt.startedAt))}
          </span>
        </li>
      ))}
      {others > 0 ? (
        <li className="flex h-6 items-center text-text-2">
          and {plural(others, 'attempt')} more, or of other workspaces
        </li>
      ) : null}
    </ul>
  )
}

import { useQuery } from '@tanstack/react-query'
import { ReadDialog } from '../../ui/read-dialog.tsx'
import { unservedGroups } from './core/fleet.ts'
import { toWorkerCommand } from './core/worker-command.ts'
import { workerQueries } from './queries.ts'

interface AddWorkerDialogProps {
  onClose: () => void
}

/** A worker is a process that people start: this says how. */
export function AddWorkerDialog({ onClose }: AddWorkerDialogProps) {
  const { data: health } = useQuery(workerQueries.health())
  const { data: fleet } = useQuery(workerQueries.fleet())
  const groups = fleet === undefined ? [] : unservedGroups(fleet).map(({ group }) => group)
  return (
    <ReadDialog onClose={onClose} title="Add a worker" width={560}>
      {health?.mode === 'embedded' ? (
        <p className="mb-3 text-text-2">
          This Heddle runs on its own PostgreSQL, which other machines cannot reach. Start it with
          DATABASE_URL naming a PostgreSQL server first, then add workers for the same one.
        </p>
      ) : (
        <p className="mb-3 text-text-2">
          Start this on any machine that reaches the servers of this Heddle. It appears here within seconds.
          Artifacts need one place for all: the bucket of the servers, or a data folder that they share.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take focus to be scrolled by keys */}
      <pre className="mono overflow-x-auto rounded-md border border-line bg-log-bg p-3" tabIndex={0}>
        {toWorkerCommand(health?.mode, groups)}
      </pre>
    </ReadDialog>
  )
}

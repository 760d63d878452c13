import { TriangleAlert } from 'lucide-react'
import { StatusLabel } from '../../ui/status-label.tsx'
import type { AnyStatus } from '../../ui/status-style.ts'
import type { Worker } from './core/fleet.ts'
import { stateWord } from './core/worker-words.ts'

/** Workers borrow the icons of runs; what is late has the triangle of everything that needs a look. */
const icons: Record<Exclude<Worker['status'], 'late'>, AnyStatus> = {
  live: 'completed',
  draining: 'paused',
  lost: 'failed',
  stopped: 'cancelled',
}

export function WorkerState({ worker }: { worker: Worker }) {
  const word = stateWord(worker)
  if (worker.status !== 'late') return <StatusLabel status={icons[worker.status]}>{word}</StatusLabel>
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 align-middle">
      <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0 text-st-retrying" />
      <span className="truncate">{word}</span>
    </span>
  )
}

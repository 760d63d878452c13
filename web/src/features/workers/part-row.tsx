import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount } from '../../ui/format-count.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import { type Fleet, toFigures } from './core/fleet.ts'
import { workerQueries } from './queries.ts'

type State = 'ok' | 'degraded' | 'look' | 'down' | 'unused' | 'unknown'

/** The four parts of the system, each with its figures. */
export function PartRow({ fleet }: { fleet: Fleet | undefined }) {
  const { data: health, isError } = useQuery(workerQueries.health())
  const stateOf = (part: 'database' | 'redis' | 'queue' | 'workers'): State =>
    isError ? 'unknown' : (health?.parts[part].status ?? 'unknown')
  const database = health?.parts.database
  const redis = health?.parts.redis
  return (
    <div className="grid shrink-0 grid-cols-[1.25fr_1fr_1.1fr_1.35fr] gap-px border-b border-line bg-line max-[899px]:grid-cols-2">
      <Part name="Database" note="PostgreSQL" state={stateOf('database')}>
        <Figure label={database?.detail ?? ''} value={words[stateOf('database')]} />
      </Part>
      <Part name="Redis" note="" state={stateOf('redis')}>
        <Figure
          label={redis?.status === 'unused' ? 'PostgreSQL does its part' : (redis?.detail ?? '')}
          value={words[stateOf('redis')]}
        />
      </Part>
      <QueuePart fleet={fleet} state={stateOf('queue')} />
      <WorkersPart fleet={fleet} />
    </div>
  )
}

const words: Record<State, string> = {
  ok: 'Healthy',
  degraded: 'Degraded',
  look: 'Late',
  down: 'Down',
  unused: 'Not in use',
  unknown: '',
}

function QueuePart({ fleet, state }: { fleet: Fleet | undefined; state: State }) {
  const queue = fleet?.queue
  const groups = queue?.groups.filter(({ tasks }) => tasks > 0) ?? []
  const note = groups.map(({ group, tasks }) => `${group} ${formatCount(tasks)}`).join(', ')
  return (
    <Part name="Queue" note={note} state={queue === null ? 'down' : state}>
      <Figure label="nodes waiting" value={queue ? formatCount(queue.tasks) : '-'} />
      <Figure label="oldest" value={queue?.oldestMs ? formatDuration(queue.oldestMs) : '-'} />
    </Part>
  )
}

function WorkersPart({ fleet }: { fleet: Fleet | undefined }) {
  const { present, late, lost, slots, used } = toFigures(fleet?.items ?? [])
  const state = fleet === undefined ? 'unknown' : present === 0 ? 'down' : late + lost > 0 ? 'look' : 'ok'
  const note = lost === 0 ? `${present} present` : `${present} present, ${lost} lost`
  return (
    <Part name="Workers" note={fleet === undefined ? '' : note} state={state}>
      <Figure
        label="slots busy"
        value={fleet === undefined ? '-' : `${formatCount(used)} of ${formatCount(slots)}`}
      />
      <Figure
        label="heartbeat"
        value={fleet === undefined ? '-' : late === 0 ? 'all on time' : `${late} late`}
      />
    </Part>
  )
}

interface PartProps {
  name: string
  note: string
  state: State
  children: ReactNode
}

function Part({ name, note, state, children }: PartProps) {
  return (
    <section aria-label={name} className="h-[86px] min-w-0 bg-surface px-5 pt-2.5 max-[1199px]:px-4">
      <div className="flex items-center gap-2">
        <PartIcon state={state} />
        <h2 className="font-semibold">{name}</h2>
        <span className="ml-auto truncate pl-2 text-12 text-text-2" title={note}>
          {note}
        </span>
      </div>
      <dl className="mt-1.5 flex gap-8 max-[1199px]:gap-5">{children}</dl>
    </section>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="order-2 truncate text-12 text-text-2" title={label}>
        {label}
      </dt>
      <dd className="text-14 font-semibold whitespace-nowrap tabular-nums">{value}</dd>
    </div>
  )
}

function PartIcon({ state }: { state: State }) {
  if (state === 'look' || state === 'degraded')
    return <TriangleAlert aria-label="needs a look" className="size-4 shrink-0 text-st-retrying" role="img" />
  if (state === 'unknown') return <StatusIcon size={16} status="pending" title="not known yet" />
  if (state === 'unused') return <StatusIcon size={16} status="skipped" title="not in use" />
  return state === 'ok' ? (
    <StatusIcon size={16} status="completed" title="healthy" />
  ) : (
    <StatusIcon size={16} status="failed" title="down" />
  )
}

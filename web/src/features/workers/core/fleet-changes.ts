/** What happened to workers lately, newest first, read from what they look like now. */
import { plural } from '../../../ui/format-count.ts'
import { isPresent, type Worker } from './fleet.ts'

export interface FleetChange {
  readonly key: string
  readonly atMs: number
  readonly workerId: string
  readonly kind: 'started' | 'draining' | 'lost' | 'stopped'
  readonly what: string
  readonly note: string
}

const shown = 8
const recentMs = 24 * 3_600_000

export function toFleetChanges(items: readonly Worker[], now: number): readonly FleetChange[] {
  return items
    .flatMap(changesOf)
    .filter(({ atMs }) => atMs > now - recentMs)
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, shown)
}

function changesOf(worker: Worker): FleetChange[] {
  const { workerId, startedAt, draining, stoppedAt, lastSeenAt } = worker
  const change = (kind: FleetChange['kind'], at: string, words: Pick<FleetChange, 'what' | 'note'>) => ({
    key: `${workerId} ${kind}`,
    atMs: Date.parse(at),
    workerId,
    kind,
    ...words,
  })
  const changes = [
    change('started', startedAt, {
      what: 'started',
      note: `${plural(worker.capacity, 'slot')} on ${worker.hostname}, process ${worker.pid}`,
    }),
  ]
  if (draining !== null && isPresent(worker)) {
    const what = draining.by === null ? 'asked to drain' : `asked to drain by ${draining.by}`
    const note =
      worker.used === 0 ? 'runs nothing any more' : `${plural(worker.used, 'attempt')} still running`
    changes.push(change('draining', draining.since, { what, note }))
  }
  if (stoppedAt !== null) {
    // One that was killed is written off by whoever finds it dead; only one that said goodbye leaves nothing behind.
    const [kind, what] =
      worker.losses === null
        ? (['stopped', 'stopped'] as const)
        : (['lost', 'gone without handing its work back'] as const)
    changes.push(change(kind, stoppedAt, { what, note: lossNote(worker) }))
  }
  if (worker.status === 'lost')
    changes.push(change('lost', lastSeenAt, { what: 'lost after this heartbeat', note: lossNote(worker) }))
  return changes
}

function lossNote({ losses, used }: Worker): string {
  if (losses === null) return used === 0 ? '' : `${plural(used, 'attempt')} to be taken over`
  return `${losses.takenOver} of ${plural(losses.attempts, 'attempt')} taken over`
}

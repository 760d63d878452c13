/** Workers that were heard of within a time, those that stay first. */
import type { Queryable } from './queryable.ts'
import type { WorkerIdentity, WorkerLoad } from './worker-presence.ts'

export interface WorkerRow extends WorkerIdentity, WorkerLoad {
  readonly draining: boolean
  readonly drainChangedAt: Date | null
  readonly drainChangedBy: string | null
  readonly startedAt: Date
  readonly lastSeenAt: Date
  /** Null for a worker that said no goodbye. */
  readonly stoppedAt: Date | null
  /** Since it was last heard of, by the clock of the database: that of a server may differ. */
  readonly silentMs: number
}

/** More workers than a person reads through; the fleet itself has no such bound. */
const mostRows = 500

const columns = `id, hostname, pid, version, worker_groups AS "workerGroups", capacity, used_slots AS used,
  cpu_percent AS "cpuPercent", memory_bytes::float8 AS "memoryBytes", draining,
  drain_changed_at AS "drainChangedAt", drain_changed_by AS "drainChangedBy",
  started_at AS "startedAt", last_seen_at AS "lastSeenAt", stopped_at AS "stoppedAt",
  greatest(0, extract(epoch FROM now() - last_seen_at) * 1000)::float8 AS "silentMs"`

const listText = `
SELECT ${columns} FROM workers
 WHERE last_seen_at > now() - $1 * interval '1 millisecond'
 ORDER BY stopped_at IS NOT NULL, started_at, id
 LIMIT ${mostRows}`

export async function listWorkerRows(db: Queryable, heardWithinMs: number): Promise<readonly WorkerRow[]> {
  const values = [heardWithinMs]
  return (await db.query<WorkerRow>({ name: 'list-workers', text: listText, values })).rows
}

const findText = `SELECT ${columns} FROM workers WHERE id = $1`

export async function findWorkerRow(db: Queryable, id: string): Promise<WorkerRow | null> {
  return (await db.query<WorkerRow>({ name: 'find-worker', text: findText, values: [id] })).rows[0] ?? null
}

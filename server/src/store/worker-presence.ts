/** The rows of `workers`: who is there, renewed by heartbeats, closed by a goodbye. */
import type { Queryable } from './queryable.ts'

export interface WorkerIdentity {
  readonly id: string
  readonly hostname: string
  readonly pid: number
  readonly version: string
  readonly workerGroups: readonly string[]
  readonly capacity: number
}

const renewText = `
INSERT INTO workers (id, hostname, pid, version, worker_groups, capacity, started_at, last_seen_at)
VALUES ($1, $2, $3, $4, $5, $6, now(), now())
ON CONFLICT (id) DO UPDATE SET last_seen_at = now(), stopped_at = NULL`

/** Registers the worker or renews its presence. */
export async function renewPresence(db: Queryable, worker: WorkerIdentity): Promise<void> {
  const { id, hostname, pid, version, workerGroups, capacity } = worker
  await db.query({
    name: 'renew-presence',
    text: renewText,
    values: [id, hostname, pid, version, [...workerGroups], capacity],
  })
}

export async function closePresence(db: Queryable, workerIds: readonly string[]): Promise<void> {
  const text = 'UPDATE workers SET stopped_at = now() WHERE id = ANY($1) AND stopped_at IS NULL'
  await db.query({ name: 'close-presence', text, values: [[...workerIds]] })
}

export interface OpenPresence {
  readonly id: string
  readonly hostname: string
  readonly pid: number
}

/** Workers that said no goodbye, whether they are alive or not. */
export async function listOpenPresences(db: Queryable): Promise<OpenPresence[]> {
  const text = 'SELECT id, hostname, pid FROM workers WHERE stopped_at IS NULL'
  const result = await db.query<OpenPresence>({ name: 'list-open-presences', text })
  return result.rows
}

/** The rows of `workers`: who is there, renewed by heartbeats, closed by a goodbye. */
import type { Queryable } from './queryable.ts'

export interface WorkerIdentity {
  readonly id: string
  readonly hostname: string
  readonly pid: number
  /** Where the pid counts; null where that is not known. */
  readonly machine: string | null
  readonly version: string
  readonly workerGroups: readonly string[]
  readonly capacity: number
}

/** What a worker says of itself with each renewal. */
export interface WorkerLoad {
  readonly used: number
  /** Share of one processor that the worker's own process took since the renewal before; null at first. */
  readonly cpuPercent: number | null
  /** Resident memory of the worker's own process, without those that it started. */
  readonly memoryBytes: number | null
}

/** What people want of a worker. Of two orders the one with the greater revision counts. */
export interface DrainOrder {
  readonly draining: boolean
  readonly revision: number
}

const renewText = `
INSERT INTO workers (id, hostname, pid, version, worker_groups, capacity, used_slots, cpu_percent, memory_bytes,
                     machine, started_at, last_seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), now())
ON CONFLICT (id) DO UPDATE SET last_seen_at = now(), stopped_at = NULL, used_slots = excluded.used_slots,
  cpu_percent = excluded.cpu_percent, memory_bytes = excluded.memory_bytes
RETURNING draining, drain_revision AS revision`

/** Registers the worker or renews its presence, and answers what people want of it. */
export async function renewPresence(
  db: Queryable,
  worker: WorkerIdentity,
  load: WorkerLoad,
): Promise<DrainOrder> {
  const { id, hostname, pid, machine, version, workerGroups, capacity } = worker
  const { used, cpuPercent, memoryBytes } = load
  const { rows } = await db.query<{ draining: boolean; revision: number }>({
    name: 'renew-presence',
    text: renewText,
    values: [id, hostname, pid, version, [...workerGroups], capacity, used, cpuPercent, memoryBytes, machine],
  })
  return rows[0] ?? { draining: false, revision: 0 }
}

export async function closePresence(db: Queryable, workerIds: readonly string[]): Promise<void> {
  const text = 'UPDATE workers SET stopped_at = now() WHERE id = ANY($1) AND stopped_at IS NULL'
  await db.query({ name: 'close-presence', text, values: [[...workerIds]] })
}

export interface OpenPresence {
  readonly id: string
  readonly pid: number
  readonly machine: string | null
}

/** Workers that said no goodbye, whether they are alive or not. */
export async function listOpenPresences(db: Queryable): Promise<OpenPresence[]> {
  const text = 'SELECT id, pid, machine FROM workers WHERE stopped_at IS NULL'
  const result = await db.query<OpenPresence>({ name: 'list-open-presences', text })
  return result.rows
}

/** Executions that wait for their turn because their workflow limits how many of them run at once. */
import type { Queryable } from './queryable.ts'

const lockText = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 4712))'

/** Lets nobody else look at whom of the workflow to admit until the transaction ends, or breaks. */
export async function lockAdmission(db: Queryable, workflowId: string): Promise<void> {
  await db.query({ name: 'lock-admission', text: lockText, values: [workflowId] })
}

const tryText = 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 4713)) AS "isLocked"'
const countText = `
SELECT count(*)::int AS live FROM workflow_executions
 WHERE workflow_id = $1 AND status IN ('running', 'paused') AND subgraph IS NULL`

/**
 * How many executions of the workflow run or are paused, with a lock that keeps all others from admitting one until
 * this transaction ends; null where somebody has that lock. To be asked in the transaction that admits: what was
 * counted then still holds when it is committed.
 */
export async function countForAdmission(db: Queryable, workflowId: string): Promise<number | null> {
  const values = [workflowId]
  const lock = await db.query<{ isLocked: boolean }>({ name: 'try-admission', text: tryText, values })
  if (lock.rows[0]?.isLocked !== true) return null
  // A statement of its own: what the lock's last holder committed is seen for certain by the next snapshot only.
  const { rows } = await db.query<{ live: number }>({ name: 'count-live', text: countText, values })
  return rows[0]?.live ?? null
}

export interface AdmissionView {
  /** Running and paused executions, the oldest first. */
  readonly live: readonly string[]
  /** Those that wait, the next one first. */
  readonly pending: readonly {
    readonly id: string
    readonly version: number
    readonly subgraph: string | null
  }[]
}

const liveText = `
SELECT id FROM workflow_executions
 WHERE workflow_id = $1 AND status IN ('running', 'paused') AND subgraph IS NULL
 ORDER BY started_at, id`

const pendingText = `
SELECT id, version, subgraph FROM workflow_executions
 WHERE workflow_id = $1 AND status = 'pending'
 ORDER BY priority DESC, created_at, id
 LIMIT 1000`

export async function readAdmission(db: Queryable, workflowId: string): Promise<AdmissionView> {
  const values = [workflowId]
  const live = await db.query<{ id: string }>({ name: 'list-live-of-workflow', text: liveText, values })
  const pending = await db.query<AdmissionView['pending'][number]>({
    name: 'list-pending-of-workflow',
    text: pendingText,
    values,
  })
  return { live: live.rows.map(({ id }) => id), pending: pending.rows }
}

const waitingText = `SELECT DISTINCT workflow_id AS id FROM workflow_executions WHERE status = 'pending'`

/** Workflows with executions that wait for their turn. */
export async function listWorkflowsWithPending(db: Queryable): Promise<string[]> {
  const result = await db.query<{ id: string }>({ name: 'list-workflows-with-pending', text: waitingText })
  return result.rows.map(({ id }) => id)
}

/** Kinds of damage to what is stored of an execution, for tests of its recovery. */
import { nodeStatuses } from '@heddle/core/execution/status.ts'
import type pg from 'pg'

/** Which of the kind it is: chance is the test's. */
export interface DamageChoice {
  readonly kind: DamageKind
  /** From 0 up to 1. */
  readonly where: number
  readonly how: number
}

interface Target {
  readonly pool: pg.Pool
  readonly executionId: string
}

/** Seqs of the events that are not any more what they were. */
type Inflict = (target: Target, choice: DamageChoice) => Promise<readonly number[]>

const statuses = nodeStatuses.filter((status) => status !== 'cancelled')
const ends = ['running', 'paused', 'completed', 'failed', 'cancelled'] as const
const garbage = [
  '"rubbish"',
  '{}',
  '{"port": 7, "workerId": [], "priority": "high"}',
  '[1, 2]',
  'null',
] as const
const types = ['node_started', 'node_failed', 'node_skipped', 'execution_paused', 'no_such_event'] as const

/** Where rows are left without their execution. */
const strayTables = [
  ['execution_events'],
  ['node_states', 'job_assignments'],
  ['execution_events', 'node_states', 'job_assignments', 'execution_checkpoints'],
  [],
] as const

function pick<T>(list: readonly T[], share: number): T | undefined {
  return list[Math.min(list.length - 1, Math.floor(share * list.length))]
}

async function pickSeq({ pool, executionId }: Target, where: number): Promise<number> {
  const text = 'SELECT seq FROM execution_events WHERE execution_id = $1 ORDER BY seq'
  const { rows } = await pool.query<{ seq: number }>(text, [executionId])
  return pick(rows, where)?.seq ?? 1
}

async function pickRow({ pool, executionId }: Target, where: number): Promise<number> {
  const text = 'SELECT node_index FROM node_states WHERE execution_id = $1 ORDER BY node_index'
  const { rows } = await pool.query<{ node_index: number }>(text, [executionId])
  return pick(rows, where)?.node_index ?? 0
}

/** A change of one row of `node_states`. */
const row =
  (change: (choice: DamageChoice) => string): Inflict =>
  async (target, choice) => {
    const index = await pickRow(target, choice.where)
    await target.pool.query(`${change(choice)} WHERE execution_id = $1 AND node_index = $2`, [
      target.executionId,
      index,
    ])
    return []
  }

/** A change of one event. */
const event =
  (change: (choice: DamageChoice) => string): Inflict =>
  async (target, choice) => {
    const seq = await pickSeq(target, choice.where)
    await target.pool.query(`${change(choice)} WHERE execution_id = $1 AND seq = $2`, [
      target.executionId,
      seq,
    ])
    return [seq]
  }

const header =
  (change: (choice: DamageChoice) => string): Inflict =>
  async ({ pool, executionId }, choice) => {
    await pool.query(`UPDATE workflow_executions SET ${change(choice)} WHERE id = $1`, [executionId])
    return []
  }

const whole = (factor: number, { how }: DamageChoice) => Math.floor(how * factor)

const kinds = {
  'row with another status': row(
    (choice) => `UPDATE node_states SET status = '${pick(statuses, choice.how)}'`,
  ),
  'lost row': row(() => 'DELETE FROM node_states'),
  'row of another attempt': row((choice) => `UPDATE node_states SET attempt = ${whole(9, choice) - 2}`),
  'row with another output': row(
    () => `UPDATE node_states SET output = '{"forged": true}', output_ref = NULL`,
  ),
  'row under another name': row(() => `UPDATE node_states SET node_id = 'nobody'`),
  'row with another place': row((choice) => `UPDATE node_states SET node_index = ${whole(50, choice) + 40}`),
  'row with a due time': row(() => `UPDATE node_states SET due_at = now(), worker_id = 'ghost', port = NULL`),
  'extra row': async ({ pool, executionId }, choice) => {
    const text = `INSERT INTO node_states (execution_id, node_index, node_id, status) VALUES ($1, $2, 'extra', 'running')
      ON CONFLICT DO NOTHING`
    await pool.query(text, [executionId, whole(20, choice)])
    return []
  },
  'wrong counter': header(
    (choice) => `completed_nodes = completed_nodes + ${1 + whole(5, choice)}, failed_nodes = 0`,
  ),
  'wrong total': header((choice) => `total_nodes = ${whole(30, choice)}`),
  'wrong seq': header((choice) => `last_seq = greatest(1, last_seq + ${whole(40, choice) - 20})`),
  'absurd seq': header(() => 'last_seq = 2000000000'),
  'execution with another status': header(
    (choice) => `status = '${pick(ends, choice.how)}', completed_at = NULL, error = NULL`,
  ),
  'missing event': event(() => 'DELETE FROM execution_events'),
  'garbage in an event': event(
    (choice) => `UPDATE execution_events SET data = '${pick(garbage, choice.how)}'`,
  ),
  'event of another type': event(
    (choice) => `UPDATE execution_events SET type = '${pick(types, choice.how)}'`,
  ),
  'event of another attempt': event(
    (choice) => `UPDATE execution_events SET attempt = ${whole(7, choice) - 1}`,
  ),
  'event of no node': event(() => `UPDATE execution_events SET node_id = 'nobody'`),
  'event out of its place': event(
    (choice) => `UPDATE execution_events SET seq = seq + 500 + ${whole(500, choice)}`,
  ),
  'event far out of its place': event(() => 'UPDATE execution_events SET seq = 2000000000'),
  'event of another node': async (target, choice) => {
    const seq = await pickSeq(target, choice.where)
    const text = `UPDATE execution_events SET node_id = (SELECT node_id FROM node_states WHERE execution_id = $1
      ORDER BY node_index OFFSET $3 LIMIT 1) WHERE execution_id = $1 AND seq = $2 AND node_id IS NOT NULL`
    await target.pool.query(text, [target.executionId, seq, whole(5, choice)])
    return [seq]
  },
  'duplicate event': async (target, choice) => {
    const seq = await pickSeq(target, choice.where)
    const text = `INSERT INTO execution_events SELECT execution_id, (SELECT max(seq) + 1 FROM execution_events
      WHERE execution_id = $1), type, node_id, attempt, timestamp, data FROM execution_events
      WHERE execution_id = $1 AND seq = $2`
    await target.pool.query(text, [target.executionId, seq])
    return []
  },
  'event beyond the end': async ({ pool, executionId }, choice) => {
    const text = `INSERT INTO execution_events (execution_id, seq, type, node_id, attempt, timestamp, data)
      SELECT $1, coalesce((SELECT max(seq) FROM execution_events WHERE execution_id = $1), 0) + $2, $3, node_id, attempt, now(), '{}'
        FROM node_states WHERE execution_id = $1 ORDER BY node_index LIMIT 1`
    await pool.query(text, [executionId, 1 + whole(3, choice), pick(types, choice.where)])
    return []
  },
  'rows without their execution': async ({ pool, executionId }, choice) => {
    const id = `00000000-0000-4000-8000-00000000000${whole(10, choice)}`
    for (const table of pick(strayTables, choice.where) ?? []) {
      await pool.query(
        `INSERT INTO ${table} SELECT copy.* FROM ${table} AS old, jsonb_populate_record(old, $2) AS copy
        WHERE old.execution_id = $1`,
        [executionId, { execution_id: id }],
      )
    }
    const text = `INSERT INTO artifacts (id, workspace_id, execution_id, node_id, attempt, name, content_type, size_bytes,
      sha256, storage_key) VALUES (gen_random_uuid(), 'default', $1, 'a', 1, 'left.txt', 'text/plain', 1, '', 'left')`
    await pool.query(text, [id])
    return []
  },
  'truncated tail': async (target, choice) => {
    const from = await pickSeq(target, 0.5 + choice.where / 2)
    const text = 'DELETE FROM execution_events WHERE execution_id = $1 AND seq >= $2 RETURNING seq'
    const { rows } = await target.pool.query<{ seq: number }>(text, [target.executionId, from])
    return rows.map(({ seq }) => seq)
  },
  'no events at all': async ({ pool, executionId }) => {
    const text = 'DELETE FROM execution_events WHERE execution_id = $1 RETURNING seq'
    return (await pool.query<{ seq: number }>(text, [executionId])).rows.map(({ seq }) => seq)
  },
  'garbage in a checkpoint': async ({ pool, executionId }, choice) => {
    const state = pick(['{"format": 1}', '[]', '"rubbish"'], choice.how)
    await pool.query(`UPDATE execution_checkpoints SET state = '${state}' WHERE execution_id = $1`, [
      executionId,
    ])
    return []
  },
  'lost attempts': async ({ pool, executionId }) => {
    await pool.query('DELETE FROM job_assignments WHERE execution_id = $1', [executionId])
    return []
  },
} satisfies Record<string, Inflict>

export type DamageKind = keyof typeof kinds
export const damageKinds = Object.keys(kinds) as DamageKind[]

/** What the database refuses, such as a key that is taken, did no damage. */
export async function inflict(target: Target, choice: DamageChoice): Promise<readonly number[]> {
  try {
    return await kinds[choice.kind](target, choice)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') return []
    throw error
  }
}

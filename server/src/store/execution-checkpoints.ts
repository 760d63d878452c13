/** Checkpoints: the state of an execution at earlier moments. */
import type { ExecutionSnapshot } from '@heddle/core/execution/snapshot.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export type CheckpointReason = 'events' | 'pause'

export interface CheckpointHead {
  readonly seq: number
  readonly reason: CheckpointReason
  readonly created_at: Date
  readonly status: ExecutionStatus
  readonly node_count: number
  readonly bytes: number
}

export interface CheckpointRow {
  readonly seq: number
  readonly reason: CheckpointReason
  readonly state: ExecutionSnapshot
  /** Places of the nodes whose outputs are in it. */
  readonly output_places: readonly number[]
  readonly created_at: Date
}

export interface NewCheckpoint {
  readonly executionId: string
  readonly reason: CheckpointReason
  readonly state: ExecutionSnapshot
}

/** Larger outputs are left to their events and rows: a checkpoint would carry each of them again. */
const maxOutputBytes = 4_096

// Outputs never pass through this process. A node that gave nothing of its own has none.
const insertText = `
INSERT INTO execution_checkpoints (execution_id, seq, reason, state, outputs)
SELECT $1, $2, $3, $4, coalesce((
         SELECT json_object_agg(node_index, coalesce(output_ref, jsonb_build_object('kind', 'inline', 'value', output)))
           FROM node_states
          WHERE execution_id = $1 AND status = 'completed'
            AND (output_ref IS NOT NULL OR (output IS NOT NULL AND octet_length(output::text) <= ${maxOutputBytes}))), '{}')
 WHERE EXISTS (SELECT 1 FROM workflow_executions WHERE id = $1 AND last_seq >= $2)
ON CONFLICT DO NOTHING`

/** False where the execution has one of this seq, or is not there any more. */
export async function insertCheckpoint(
  db: Queryable,
  { executionId, reason, state }: NewCheckpoint,
): Promise<boolean> {
  const values = [executionId, state.header.seq, reason, JSON.stringify(state)]
  return ((await db.query({ name: 'insert-checkpoint', text: insertText, values })).rowCount ?? 0) > 0
}

const listText = `
SELECT seq, reason, created_at, state->'header'->>'status' AS status, json_array_length(state->'index') AS node_count,
       octet_length(state::text) + octet_length(outputs::text) AS bytes
  FROM execution_checkpoints WHERE execution_id = $1 ORDER BY seq DESC LIMIT $2`

/** The newest first. */
export async function listCheckpoints(
  db: Queryable,
  executionId: string,
  limit: number,
): Promise<readonly CheckpointHead[]> {
  const values = [executionId, limit]
  return (await db.query<CheckpointHead>({ name: 'list-checkpoints', text: listText, values })).rows
}

const findText = `
SELECT seq, reason, state, created_at,
       coalesce((SELECT array_agg(key::int) FROM json_object_keys(outputs) AS key), '{}') AS output_places
  FROM execution_checkpoints WHERE execution_id = $1 AND seq = $2`

export async function findCheckpoint(
  db: Queryable,
  key: { readonly executionId: string; readonly seq: number },
): Promise<CheckpointRow | null> {
  const values = [key.executionId, key.seq]
  return (await db.query<CheckpointRow>({ name: 'find-checkpoint', text: findText, values })).rows[0] ?? null
}

// The newest of a live execution is kept however old it is; those of what is over, or gone, are not.
const pruneText = `
DELETE FROM execution_checkpoints c
 WHERE c.created_at < $1
   AND (NOT EXISTS (SELECT 1 FROM workflow_executions e WHERE e.id = c.execution_id
                       AND e.status IN ('pending', 'running', 'paused'))
        OR EXISTS (SELECT 1 FROM execution_checkpoints n WHERE n.execution_id = c.execution_id AND n.seq > c.seq))`

/** How many were removed. */
export async function pruneCheckpoints(db: Queryable, before: Date): Promise<number> {
  return (await db.query({ name: 'prune-checkpoints', text: pruneText, values: [before] })).rowCount ?? 0
}

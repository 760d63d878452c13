/**
 * Gives a node the oldest signal of a name that nobody took, once: an attempt that comes after one that was lost
 * with its signal gets the same one again. An attempt that is not held any more takes nothing: the node's row is
 * locked against its next attempt for as long as this statement runs.
 */
import type { Queryable } from './queryable.ts'

export interface SignalTaker {
  readonly executionId: string
  readonly nodeIndex: number
  readonly attempt: number
  readonly name: string
}

export interface TakenSignal {
  readonly id: string
  readonly payload: unknown
}

const text = `
WITH held AS MATERIALIZED (
  SELECT 1 FROM node_states
   WHERE execution_id = $1 AND node_index = $2 AND attempt = $3 AND status = 'running'
     FOR SHARE
), next AS (
  SELECT id FROM execution_signals
   WHERE execution_id = $1 AND name = $4 AND taken_by IS NULL AND EXISTS (SELECT 1 FROM held)
     AND NOT EXISTS (SELECT 1 FROM execution_signals WHERE execution_id = $1 AND taken_by = $2)
   ORDER BY id
   LIMIT 1
     FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE execution_signals s SET taken_by = $2, taken_attempt = $3, taken_at = now()
    FROM next WHERE s.id = next.id
  RETURNING s.id, s.payload
)
SELECT id, payload FROM taken
UNION ALL
SELECT id, payload FROM execution_signals WHERE execution_id = $1 AND taken_by = $2`

export async function takeSignal(db: Queryable, taker: SignalTaker): Promise<TakenSignal | null> {
  const values = [taker.executionId, taker.nodeIndex, taker.attempt, taker.name]
  return (await db.query<TakenSignal>({ name: 'take-signal', text, values })).rows[0] ?? null
}

/**
 * Keeps a signal for the nodes of a live execution. A key that was used before gives the first signal back. Whoever
 * sends to one execution takes turns, so that together they keep no more than may wait: to be run in a transaction.
 */
import type { Queryable } from './queryable.ts'

export interface NewSignal {
  readonly executionId: string
  readonly name: string
  readonly payload: unknown
  readonly idempotencyKey: string | null
  readonly sentBy: string | null
}

export interface KeptSignal {
  readonly id: string
  readonly name: string
  readonly sentAt: Date
  readonly repeated: boolean
}

/** Signals that no node took yet. */
export interface WaitingSignals {
  readonly count: number
  readonly bytes: number
}

export type SignalOutcome =
  | { readonly kind: 'kept'; readonly signal: KeptSignal }
  /** The execution is over. */
  | { readonly kind: 'over' }
  | { readonly kind: 'full'; readonly waiting: WaitingSignals }

const lockText = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 4713))'

const repeatedText = `
SELECT id, name, sent_at AS "sentAt", true AS repeated FROM execution_signals
 WHERE execution_id = $1 AND idempotency_key = $2`

// A node that waits may have as many as wait: else a run that is full of others would never get on.
const waitingText = `
SELECT count(*)::int AS count, coalesce(sum(payload_bytes), 0)::float8 AS bytes,
       count(*) FILTER (WHERE name = $2) < (
         SELECT count(*) FROM signal_waits w
           JOIN node_states n ON n.execution_id = w.execution_id AND n.node_index = w.node_index
          WHERE w.execution_id = $1 AND w.name = $2 AND n.status = 'waiting') AS "isAwaited"
  FROM execution_signals
 WHERE execution_id = $1 AND taken_by IS NULL
   AND EXISTS (SELECT 1 FROM workflow_executions WHERE id = $1 AND status IN ('pending', 'running', 'paused'))`

const insertText = `
INSERT INTO execution_signals (execution_id, name, payload, payload_bytes, idempotency_key, sent_by)
SELECT e.id, $2, $3::json, $4, $5, $6 FROM workflow_executions e
 WHERE e.id = $1 AND e.status IN ('pending', 'running', 'paused')
RETURNING id, name, sent_at AS "sentAt", false AS repeated`

interface Waiting extends WaitingSignals {
  readonly isAwaited: boolean
}

/** `most` is what may wait, this signal included. One that a node waits for already is kept in any case. */
export async function insertSignal(
  db: Queryable,
  signal: NewSignal,
  most: WaitingSignals,
): Promise<SignalOutcome> {
  const { executionId, name, idempotencyKey, sentBy } = signal
  await db.query({ name: 'lock-signals', text: lockText, values: [executionId] })
  const former = await findRepeated(db, signal)
  if (former !== null) return { kind: 'kept', signal: former }
  const payload = JSON.stringify(signal.payload)
  const bytes = Buffer.byteLength(payload)
  const waiting = await countWaiting(db, signal)
  const isFull = waiting.count >= most.count || waiting.bytes + bytes > most.bytes
  if (isFull && !waiting.isAwaited) return { kind: 'full', waiting }
  const values = [executionId, name, payload, bytes, idempotencyKey, sentBy]
  const { rows } = await db.query<KeptSignal>({ name: 'insert-signal', text: insertText, values })
  return rows[0] === undefined ? { kind: 'over' } : { kind: 'kept', signal: rows[0] }
}

async function findRepeated(
  db: Queryable,
  { executionId, idempotencyKey }: NewSignal,
): Promise<KeptSignal | null> {
  if (idempotencyKey === null) return null
  const values = [executionId, idempotencyKey]
  const { rows } = await db.query<KeptSignal>({ name: 'find-repeated-signal', text: repeatedText, values })
  return rows[0] ?? null
}

/** None of an execution that is over: what is left there is no reason to wait. */
async function countWaiting(db: Queryable, { executionId, name }: NewSignal): Promise<Waiting> {
  const values = [executionId, name]
  const { rows } = await db.query<Waiting>({ name: 'count-signals', text: waitingText, values })
  return rows[0] ?? { count: 0, bytes: 0, isAwaited: false }
}

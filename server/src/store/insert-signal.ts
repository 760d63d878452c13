/** Keeps a signal for the nodes of a live execution. A key that was used before gives the first signal back. */
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

const insertText = `
INSERT INTO execution_signals (execution_id, name, payload, idempotency_key, sent_by)
SELECT e.id, $2, $3::json, $4, $5 FROM workflow_executions e
 WHERE e.id = $1 AND e.status IN ('pending', 'running', 'paused')
ON CONFLICT (execution_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
RETURNING id, name, sent_at AS "sentAt", false AS repeated`

const repeatedText = `
SELECT id, name, sent_at AS "sentAt", true AS repeated FROM execution_signals
 WHERE execution_id = $1 AND idempotency_key = $2`

/** Null where the execution is over. */
export async function insertSignal(db: Queryable, signal: NewSignal): Promise<KeptSignal | null> {
  const { executionId, name, payload, idempotencyKey, sentBy } = signal
  const values = [executionId, name, JSON.stringify(payload), idempotencyKey, sentBy]
  const inserted = await db.query<KeptSignal>({ name: 'insert-signal', text: insertText, values })
  if (inserted.rows[0] !== undefined || idempotencyKey === null) return inserted.rows[0] ?? null
  const key = [executionId, idempotencyKey]
  const former = await db.query<KeptSignal>({ name: 'find-repeated-signal', text: repeatedText, values: key })
  return former.rows[0] ?? null
}

/**
 * What happened to executions since their known event, in order, without the payloads that no state keeps. An event
 * and the seq in its execution's row are committed together, so that one beyond that seq was never committed.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'
import { toArrayLiteral } from './to-array-literal.ts'

export interface EventSince {
  readonly executionId: string
  readonly event: ExecutionEvent
  /** Seq of the last event that was committed. */
  readonly lastSeq: number
}

interface Row {
  execution_id: string
  last_seq: number
  seq: number
  type: ExecutionEvent['type']
  node_id: string | null
  attempt: number | null
  timestamp: Date
  data: unknown
}

// By primary key: each execution's part is one range of it.
const text = `
SELECT h.last_seq, e.execution_id, e.seq, e.type, e.node_id, e.attempt, e.timestamp, e.data - '{output,input}'::text[] AS data
  FROM unnest($1::uuid[], $2::int[]) AS known(id, seq)
  JOIN workflow_executions h ON h.id = known.id
 CROSS JOIN LATERAL (SELECT * FROM execution_events x WHERE x.execution_id = known.id AND x.seq > known.seq ORDER BY x.seq) e`

export async function listEventsSince(
  db: Queryable,
  known: readonly { executionId: string; seq: number }[],
): Promise<EventSince[]> {
  const values = [
    toArrayLiteral(known.map(({ executionId }) => executionId)),
    toArrayLiteral(known.map(({ seq }) => seq)),
  ]
  const result = await db.query<Row>({ name: 'list-events-since', text, values })
  return result.rows.map((row) => ({
    executionId: row.execution_id,
    lastSeq: row.last_seq,
    event: {
      seq: row.seq,
      type: row.type,
      nodeId: row.node_id,
      attempt: row.attempt,
      timestamp: row.timestamp.toISOString(),
      data: row.data,
    } as ExecutionEvent,
  }))
}

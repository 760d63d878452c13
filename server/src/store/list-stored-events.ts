/**
 * Events as they stand in the table, whatever that is, in order of seq. What nodes gave is told by a digest: it
 * may be megabytes, and only whether it is the same as in the row matters.
 */
import type { StoredEvent } from '@heddle/core/execution/read-event.ts'
import type { Queryable } from './queryable.ts'

export interface DigestedEvent extends StoredEvent {
  readonly outputDigest: string | null
}

interface Row {
  readonly seq: number
  readonly type: string
  readonly node_id: string | null
  readonly attempt: number | null
  readonly timestamp: Date
  readonly data: unknown
  readonly output_digest: string | null
}

// Text of jsonb is the same for equal values, in whatever order their keys were written.
const text = `
SELECT seq, type, node_id, attempt, timestamp,
       CASE WHEN jsonb_typeof(data) = 'object' THEN data - 'output' - 'input' ELSE data END AS data,
       CASE WHEN jsonb_typeof(data) <> 'object' THEN NULL
            WHEN data->'output'->>'kind' = 'inline' THEN 'inline:' || md5((data->'output'->'value')::text)
            ELSE 'stored:' || md5((data->'output')::text) END AS output_digest
  FROM execution_events WHERE execution_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`

const pageSize = 2_000
/** Below every number that a damaged event may have. */
const beforeAll = -2_147_483_648

/** Holds one page at a time. To be run in a transaction that sees one moment. */
export async function* listStoredEvents(db: Queryable, executionId: string): AsyncGenerator<DigestedEvent> {
  for (let after = beforeAll; ; ) {
    const values = [executionId, after, pageSize]
    const { rows } = await db.query<Row>({ name: 'list-stored-events', text, values })
    for (const row of rows) yield toEvent(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = last.seq
  }
}

function toEvent(row: Row): DigestedEvent {
  const { node_id: nodeId, output_digest: outputDigest, timestamp, ...rest } = row
  return { ...rest, nodeId, outputDigest, timestamp: toIso(timestamp) }
}

/** A time beyond what a Date can hold, such as infinity, is given as it is: it is no time of an event. */
function toIso(time: Date | number): string {
  return time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString() : String(time)
}

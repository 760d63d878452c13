/**
 * The events of an execution after a sequence number, in order and without what nodes took and gave: live
 * views and lists never carry large payloads.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'

interface EventRow {
  readonly seq: number
  readonly type: string
  readonly node_id: string | null
  readonly attempt: number | null
  readonly timestamp: Date
  readonly data: unknown
}

const columns = `seq, type, node_id, attempt, timestamp,
  CASE WHEN data ?| '{output,input}' THEN data - '{output,input}'::text[] ELSE data END AS data`
const text = `SELECT ${columns} FROM execution_events WHERE execution_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT $3`
const ofNodeText = `SELECT ${columns} FROM execution_events
 WHERE execution_id = $1 AND seq > $2::bigint AND node_id = $4 ORDER BY seq LIMIT $3`

export interface ListEvents {
  readonly executionId: string
  readonly after: number
  readonly limit: number
  readonly nodeId?: string | undefined
}

export async function listEventRows(db: Queryable, input: ListEvents): Promise<readonly ExecutionEvent[]> {
  const values: unknown[] = [input.executionId, input.after, input.limit]
  if (input.nodeId === undefined) {
    return (await db.query<EventRow>({ name: 'list-events', text, values })).rows.map(toEvent)
  }
  values.push(input.nodeId)
  return (await db.query<EventRow>({ name: 'list-node-events', text: ofNodeText, values })).rows.map(toEvent)
}

/** The rows were written from events: what a type's data looks like is not checked again. */
function toEvent(row: EventRow): ExecutionEvent {
  const { node_id: nodeId, timestamp, ...rest } = row
  return { ...rest, nodeId, timestamp: timestamp.toISOString() } as ExecutionEvent
}

/** Where an execution stands among those that wait for their turn, and how many have a place; null where it does not wait. */
import type { Queryable } from './queryable.ts'

export interface PlaceInLine {
  /** From 1. */
  readonly position: number
  readonly waiting: number
  readonly running: number
}

const text = `
SELECT s.position, s.waiting,
       (SELECT count(*)::int FROM workflow_executions r
         WHERE r.workflow_id = e.workflow_id AND r.status IN ('running', 'paused') AND r.subgraph IS NULL) AS running
  FROM workflow_executions e CROSS JOIN LATERAL (
    SELECT count(*)::int AS waiting,
           count(*) FILTER (WHERE p.priority > e.priority OR (p.priority = e.priority
             AND (p.created_at, p.id) <= (e.created_at, e.id)))::int AS position
      FROM workflow_executions p
     WHERE p.workflow_id = e.workflow_id AND p.status = 'pending') s
 WHERE e.id = $1 AND e.status = 'pending'`

export async function findPlaceInLine(db: Queryable, executionId: string): Promise<PlaceInLine | null> {
  const values = [executionId]
  return (await db.query<PlaceInLine>({ name: 'find-place-in-line', text, values })).rows[0] ?? null
}

/** Results that may be used again, by what went in. Only a result that its execution still has counts. */
import type { OutputValue } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'

export interface CachedResult {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
  readonly port: string
  readonly quality: number | null
  readonly output: OutputValue
}

interface Row {
  execution_id: string
  node_id: string
  attempt: number
  port: string | null
  quality: number | null
  output: unknown
  output_ref: Extract<OutputValue, { kind: 'stored' }> | null
}

// An attempt that was fenced off left no row of this number that is completed: its result is never found.
const findText = `
SELECT c.execution_id, n.node_id, c.attempt, n.port, n.quality, n.output, n.output_ref
  FROM cached_results c
  JOIN node_states n ON n.execution_id = c.execution_id AND n.node_index = c.node_index
 WHERE c.workspace_id = $1 AND c.key = $2 AND c.expires_at > now() AND n.status = 'completed' AND n.attempt = c.attempt`

export async function findCachedResult(
  db: Queryable,
  { workspaceId, key }: { workspaceId: string; key: string },
): Promise<CachedResult | null> {
  const result = await db.query<Row>({
    name: 'find-cached-result',
    text: findText,
    values: [workspaceId, key],
  })
  const row = result.rows[0]
  if (row === undefined) return null
  const { execution_id: executionId, node_id: nodeId, attempt, quality } = row
  const output = row.output_ref ?? { kind: 'inline' as const, value: row.output }
  return { executionId, nodeId, attempt, port: row.port ?? 'success', quality, output }
}

export interface NewCachedResult {
  readonly workspaceId: string
  readonly key: string
  readonly executionId: string
  readonly nodeIndex: number
  readonly attempt: number
  readonly lifetimeSeconds: number
}

const upsertText = `
INSERT INTO cached_results (workspace_id, key, execution_id, node_index, attempt, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, now(), now() + $6 * interval '1 second')
ON CONFLICT (workspace_id, key) DO UPDATE
   SET execution_id = excluded.execution_id, node_index = excluded.node_index, attempt = excluded.attempt,
       created_at = excluded.created_at, expires_at = excluded.expires_at`

/** The newest result for a key replaces the one before. */
export async function upsertCachedResult(db: Queryable, entry: NewCachedResult): Promise<void> {
  const { workspaceId, key, executionId, nodeIndex, attempt, lifetimeSeconds } = entry
  const values = [workspaceId, key, executionId, nodeIndex, attempt, lifetimeSeconds]
  await db.query({ name: 'upsert-cached-result', text: upsertText, values })
}

export async function deleteExpiredResults(db: Queryable): Promise<void> {
  await db.query({
    name: 'delete-expired-results',
    text: 'DELETE FROM cached_results WHERE expires_at < now()',
  })
}

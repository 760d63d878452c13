/** What is in quarantine, the newest first, and the evidence of one entry. */
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface QuarantineRow {
  readonly id: string
  readonly execution_id: string
  /** Null where nothing told it. */
  readonly workflow_id: string | null
  readonly workflow_name: string | null
  readonly found_at: Date
  readonly found_by: string
  readonly findings: readonly StateFinding[]
  readonly repair: 'events' | 'checkpoint' | 'start' | 'removal'
  readonly checkpoint_seq: number | null
  readonly old_seq: number
  readonly new_seq: number
  readonly row_count: number
  readonly event_count: number
}

const columns = `q.id, q.execution_id, q.workflow_id, w.name AS workflow_name, q.found_at, q.found_by, q.findings, q.repair,
  q.checkpoint_seq, q.old_seq, q.new_seq, q.row_count, q.event_count`
const source = 'execution_quarantine q LEFT JOIN workflow_definitions w ON w.id = q.workflow_id'

const listText = `
SELECT ${columns} FROM ${source}
 WHERE q.workspace_id = $4 AND ($1::timestamptz IS NULL OR (q.found_at, q.id) < ($1, $2::uuid))
 ORDER BY q.found_at DESC, q.id DESC LIMIT $3`

export async function listQuarantine(
  db: Queryable,
  page: {
    readonly workspaceId: string
    readonly before: readonly [string, string] | null
    readonly limit: number
  },
): Promise<readonly QuarantineRow[]> {
  const values = [page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit, page.workspaceId]
  return (await db.query<QuarantineRow>({ name: 'list-quarantine', text: listText, values })).rows
}

export interface QuarantineEvidence extends QuarantineRow {
  /** The execution's row as it was. */
  readonly execution: unknown
  readonly rows: readonly unknown[]
  readonly events: readonly unknown[]
}

const findText = `
SELECT ${columns}, q.execution,
       (SELECT coalesce(json_agg(r."row"), '[]') FROM (
          SELECT "row" FROM quarantined_rows WHERE quarantine_id = q.id ORDER BY node_index LIMIT $2) r) AS rows,
       (SELECT coalesce(json_agg(e.event), '[]') FROM (
          SELECT event FROM quarantined_events WHERE quarantine_id = q.id ORDER BY seq LIMIT $2) e) AS events
  FROM ${source} WHERE q.id = $1 AND q.workspace_id = $3`

/** With the first `limit` rows and events. */
export async function findQuarantine(
  db: Queryable,
  { id, workspaceId, limit }: { readonly id: string; readonly workspaceId: string; readonly limit: number },
): Promise<QuarantineEvidence | null> {
  if (!isUuid(id)) return null
  const { rows } = await db.query<QuarantineEvidence>({
    name: 'find-quarantine',
    text: findText,
    values: [id, limit, workspaceId],
  })
  return rows[0] ?? null
}

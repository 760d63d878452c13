/** The audit log: who did what to what, and when. Entries are only ever added. */
import type { Queryable } from './queryable.ts'

export interface AuditEntry {
  /** Null for what concerns the whole installation. */
  readonly workspaceId: string | null
  /** A person's name, `api key`, or the part of Heddle that acted by itself. */
  readonly actor: string
  /** Noun and verb, `execution.repaired`. */
  readonly action: string
  readonly targetType: string
  readonly targetId: string
  readonly details: Readonly<Record<string, unknown>>
}

const text = `
INSERT INTO audit_log (workspace_id, actor, action, target_type, target_id, details)
VALUES ($1, $2, $3, $4, $5, $6)`

export async function appendAuditEntry(db: Queryable, entry: AuditEntry): Promise<void> {
  const { workspaceId, actor, action, targetType, targetId, details } = entry
  const values = [workspaceId, actor, action, targetType, targetId, JSON.stringify(details)]
  await db.query({ name: 'append-audit-entry', text, values })
}

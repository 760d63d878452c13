/** Rows whose execution is not there: nothing can be made of them, so they go into quarantine and out of the way. */
import { randomUUID } from 'node:crypto'
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { appendAuditEntry } from '../store/append-audit-entry.ts'
import { countStrayRows, type StrayRows } from '../store/count-stray-rows.ts'
import type { StrayTable } from '../store/list-stray-executions.ts'
import { quarantineStrayRows } from '../store/quarantine-stray-rows.ts'
import type { Queryable } from '../store/queryable.ts'

/** What is left of an execution. Null where it is there, or nothing is left. */
export async function findStrays(db: Queryable, executionId: string): Promise<StateFinding | null> {
  const rows = await countStrayRows(db, executionId)
  return rows === null ? null : toFinding(rows)
}

export interface Removal {
  readonly from: 'removal'
  readonly quarantineId: string
  readonly oldSeq: number
  readonly newSeq: 0
}

/** To be run in a transaction of its own. Null where nothing is left (any more). */
export async function removeStrays(
  db: Queryable,
  { executionId, by }: { readonly executionId: string; readonly by: string },
): Promise<Removal | null> {
  const rows = await countStrayRows(db, executionId)
  if (rows === null) return null
  const quarantineId = randomUUID()
  const { workspaceId, workflowId, lastSeq, counts } = rows
  const stray = { id: quarantineId, executionId, workspaceId, workflowId, lastSeq, foundBy: by }
  if (!(await quarantineStrayRows(db, { ...stray, findings: [toFinding(rows)] }))) return null
  await appendAuditEntry(db, {
    ...{ workspaceId, actor: by, details: { quarantineId, counts } },
    action: 'execution.strays_removed',
    targetType: 'execution',
    targetId: executionId,
  })
  return { from: 'removal', quarantineId, oldSeq: lastSeq, newSeq: 0 }
}

const words: Readonly<Record<StrayTable, readonly [one: string, many: string]>> = {
  execution_events: ['event', 'events'],
  node_states: ['node row', 'node rows'],
  job_assignments: ['attempt', 'attempts'],
  artifacts: ['artifact', 'artifacts'],
  execution_items: ['item', 'items'],
  execution_lists: ['list of items', 'lists of items'],
  execution_checkpoints: ['checkpoint', 'checkpoints'],
  log_chunks: ['log line', 'log lines'],
}

function toFinding({ counts }: StrayRows): StateFinding {
  const parts = Object.entries(words).flatMap(([table, [one, many]]) => {
    const count = counts[table as StrayTable]
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  const last = parts.pop() ?? ''
  const listed = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
  const message = `The execution is not there, and this is left of it: ${listed}`
  return { code: 'EXECUTION_MISSING', severity: 'error', nodeId: null, message, evidence: { ...counts } }
}

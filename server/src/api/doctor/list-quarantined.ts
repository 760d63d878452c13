import { z } from 'zod'
import { listQuarantine, type QuarantineRow } from '../../store/list-quarantine.ts'
import { cursorInstantSchema, toInstant } from '../instant.ts'
import { cursorSchema, decodeCursor, limitSchema, toPage, toPageSize } from '../paging.ts'
import { adminProcedure } from './admin-procedure.ts'
import { type FindingView, type QuarantineView, quarantineSchema } from './doctor-shapes.ts'

/** What repairs put aside, the newest first. */
export const listQuarantined = adminProcedure
  .input(z.object({ cursor: cursorSchema, limit: limitSchema }))
  .output(z.object({ items: z.array(quarantineSchema), nextCursor: z.string().nullable() }))
  .query(async ({ ctx, input }) => {
    const before = decodeCursor(input.cursor, z.tuple([cursorInstantSchema, z.uuid()]))
    const { workspaceId } = ctx.caller
    const limit = toPageSize(ctx, input)
    const rows = await listQuarantine(ctx.db, { workspaceId, before, limit: limit + 1 })
    return toPage(rows, limit, {
      toItem: toQuarantineView,
      toKey: (row) => [toInstant(row.found_at), row.id],
    })
  })

export function toQuarantineView(row: QuarantineRow): QuarantineView {
  return {
    quarantineId: row.id,
    executionId: row.execution_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    foundAt: toInstant(row.found_at),
    foundBy: row.found_by,
    findings: row.findings as FindingView[],
    repair: row.repair,
    checkpointSeq: row.checkpoint_seq,
    oldSeq: row.old_seq,
    newSeq: row.new_seq,
    rowCount: row.row_count,
    eventCount: row.event_count,
  }
}

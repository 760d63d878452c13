import { z } from 'zod'
import { listCheckpoints as listCheckpointRows } from '../../store/execution-checkpoints.ts'
import { executionIdInput } from '../executions/execution-shapes.ts'
import { getExecutionRow } from '../executions/require-execution.ts'
import { toInstant } from '../instant.ts'
import { limitSchema, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { checkpointSchema } from './doctor-shapes.ts'

/** Where the execution stood at earlier moments, the newest first. */
export const listCheckpoints = procedure
  .input(executionIdInput.extend({ limit: limitSchema }))
  .output(z.object({ items: z.array(checkpointSchema) }))
  .query(async ({ ctx, input }) => {
    const { id } = await getExecutionRow(ctx, input.executionId)
    const rows = await listCheckpointRows(ctx.db, id, toPageSize(ctx, input))
    const items = rows.map((row) => ({
      seq: row.seq,
      reason: row.reason,
      createdAt: toInstant(row.created_at),
      status: row.status,
      nodeCount: row.node_count,
      sizeBytes: row.bytes,
    }))
    return { items }
  })

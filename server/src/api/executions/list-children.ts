import { type ExecutionStatus, executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { type ChildItemRow, countChildItems, listChildItems } from '../../store/list-child-items.ts'
import { instantSchema, toInstantOrNull } from '../instant.ts'
import { cursorSchema, decodeCursor, limitSchema, toPage, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput, nodeErrorSchema } from './execution-shapes.ts'
import { getExecutionRow } from './require-execution.ts'
import { toItemLabel } from './to-item-label.ts'
import { toDurationMs } from './to-summary.ts'

const count = z.number()

export const childItemSchema = z.object({
  nodeId: z.string(),
  itemIndex: z.number(),
  /** Null while it waits for its turn, and where the item could not be run at all. */
  executionId: z.string().nullable(),
  status: z.enum(executionStatuses),
  startedAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  error: nodeErrorSchema.nullable(),
  /** What people tell the item by: a text, a number, or a name that it carries. */
  label: z.string().nullable(),
  /** True where it is the result of the execution that was retried. */
  kept: z.boolean(),
})
export type ChildItem = z.infer<typeof childItemSchema>

const countsSchema = z.object({
  total: count,
  pending: count,
  running: count,
  completed: count,
  failed: count,
  cancelled: count,
})

/** Items of the maps and sub-workflows of an execution, whether they were started or not. */
export const listChildren = procedure
  .input(
    executionIdInput.extend({
      nodeId: z.string().max(128).optional(),
      status: z.array(z.enum(executionStatuses)).max(6).optional(),
      cursor: cursorSchema,
      limit: limitSchema,
    }),
  )
  .output(
    z.object({ items: z.array(childItemSchema), nextCursor: z.string().nullable(), counts: countsSchema }),
  )
  .query(async ({ ctx, input }) => {
    const limit = toPageSize(ctx, input)
    const { id: executionId } = await getExecutionRow(ctx, input.executionId)
    const key = { executionId, nodeId: input.nodeId ?? null }
    const after = decodeCursor(input.cursor, z.tuple([z.int32(), z.int32()]))
    const statuses = input.status?.length ? input.status : null
    const [rows, counted] = await Promise.all([
      listChildItems(ctx.db, { ...key, statuses, after, limit: limit + 1 }),
      countChildItems(ctx.db, key),
    ])
    const page = toPage(rows, limit, {
      toItem: toChildItem,
      toKey: (row) => [row.node_index, row.item_index],
    })
    return { ...page, counts: toCounts(counted) }
  })

function toChildItem(row: ChildItemRow): ChildItem {
  return {
    nodeId: row.node_id,
    itemIndex: row.item_index,
    executionId: row.child_id,
    status: row.status,
    startedAt: toInstantOrNull(row.started_at),
    completedAt: toInstantOrNull(row.completed_at),
    durationMs: toDurationMs(row.started_at, row.completed_at),
    error: row.error,
    label: toItemLabel(row.item_text),
    kept: row.kept,
  }
}

/** One that is paused has a place and has not ended: it counts as running. */
function toCounts(counted: ReadonlyMap<ExecutionStatus, number>): z.infer<typeof countsSchema> {
  const of = (status: ExecutionStatus) => counted.get(status) ?? 0
  return {
    total: counted.values().reduce((sum, each) => sum + each, 0),
    pending: of('pending'),
    running: of('running') + of('paused'),
    completed: of('completed'),
    failed: of('failed'),
    cancelled: of('cancelled'),
  }
}

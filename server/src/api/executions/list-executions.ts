import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import type { ExecutionRow } from '../../store/execution-row.ts'
import { countExecutions, listExecutionRows } from '../../store/list-executions.ts'
import { listUsualDurations } from '../../store/list-usual-durations.ts'
import { cursorInstantSchema, givenInstantSchema } from '../instant.ts'
import { cursorSchema, decodeCursor, limitSchema, toPage, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { executionSummarySchema, executionTriggers } from './execution-shapes.ts'
import { readSearch } from './read-search.ts'
import { toDurationMs, toSummary } from './to-summary.ts'

/** More than thirty years: no execution takes longer. */
const LONGEST_MS = 1e12
/** A number beyond this tells a person nothing more, and counting costs what it counts. */
const COUNTED = 10_000

const sortKeySchemas: Record<'started' | 'duration', z.ZodType<string | number>> = {
  started: cursorInstantSchema,
  duration: z.number().min(0),
}

export const listExecutions = procedure
  .input(
    z.object({
      workflowId: z.string().max(64).optional(),
      status: z.array(z.enum(executionStatuses)).max(6).optional(),
      trigger: z.array(z.enum(executionTriggers)).max(10).optional(),
      from: givenInstantSchema.optional(),
      to: givenInstantSchema.optional(),
      minDurationMs: z.number().min(0).max(LONGEST_MS).optional(),
      search: z.string().max(200).optional(),
      /** Executions that run for nodes of others too. */
      nested: z.boolean().default(false),
      sort: z.enum(['started', 'duration']).default('started'),
      cursor: cursorSchema,
      limit: limitSchema,
    }),
  )
  .output(
    z.object({
      items: z.array(executionSummarySchema),
      nextCursor: z.string().nullable(),
      matching: z.number(),
      matchingIsCapped: z.boolean(),
    }),
  )
  .query(async ({ ctx, input }) => {
    const filter = {
      workspaceId: ctx.caller.workspaceId,
      workflowId: input.workflowId,
      statuses: input.status,
      triggers: input.trigger,
      from: input.from,
      to: input.to,
      minDurationMs: input.minDurationMs,
      nested: input.nested || input.trigger?.includes('parent'),
      search: await readSearch(ctx.db, ctx.caller.workspaceId, input.search),
    }
    const after = decodeCursor(input.cursor, z.tuple([sortKeySchemas[input.sort], z.uuid()]))
    const limit = toPageSize(ctx, input)
    const [rows, matching] = await Promise.all([
      listExecutionRows(ctx.db, { ...filter, sort: input.sort, after, limit: limit + 1 }),
      countExecutions(ctx.db, { filter, cap: COUNTED + 1 }),
    ])
    const usual = await listUsualDurations(
      ctx.db,
      rows.map((row) => row.workflow_id),
    )
    const page = toPage(rows, limit, {
      toItem: (row) => toSummary(row, usual.get(row.workflow_id)),
      toKey: (row) => [toSortKey(row, input.sort), row.id],
    })
    return { ...page, matching: Math.min(matching, COUNTED), matchingIsCapped: matching > COUNTED }
  })

function toSortKey(row: ExecutionRow, sort: 'started' | 'duration'): string | number {
  if (sort === 'started') return row.created_at.toISOString()
  return toDurationMs(row.started_at, row.completed_at) ?? 0
}

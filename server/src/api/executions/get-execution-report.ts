import { z } from 'zod'
import { listNodeRows } from '../../store/list-node-rows.ts'
import { listRetries } from '../../store/list-retries.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput, executionReportSchema } from './execution-shapes.ts'
import { readExecutionOutput } from './read-output.ts'
import { getExecutionPlan, getExecutionRow, getExecutionWithInput } from './require-execution.ts'
import { toNodeStates } from './to-node-states.ts'
import { toSummary } from './to-summary.ts'
import { waitUntilFinal } from './wait-until-final.ts'

export const getExecutionReport = procedure
  .input(
    executionIdInput.extend({
      nodes: z.enum(['all', 'none']).default('all'),
      /** More than the longest wait is answered when that is over. */
      waitMs: z.number().min(0).default(0),
    }),
  )
  .output(executionReportSchema)
  .query(async ({ ctx, input, signal }) => {
    const { executionId } = input
    const waitMs = Math.min(input.waitMs, ctx.limits.waitMs)
    if (waitMs > 0) {
      await getExecutionRow(ctx, executionId)
      await waitUntilFinal(ctx, { executionId, waitMs, signal })
    }
    const [row, retries, nodes] = await Promise.all([
      getExecutionWithInput(ctx, executionId),
      listRetries(ctx.db, executionId),
      input.nodes === 'all' ? listNodeRows(ctx.db, executionId) : null,
    ])
    const plan = await getExecutionPlan(ctx, row)
    return {
      ...toSummary(row, undefined),
      input: row.input,
      output: row.status === 'completed' ? await readExecutionOutput(ctx.db, row.id, plan) : null,
      lastSeq: row.last_seq,
      priority: row.priority,
      retries: retries.map(({ id, status }) => ({ executionId: id, status })),
      nodeStates: nodes && toNodeStates(nodes, plan),
    }
  })

import { z } from 'zod'
import { listRetries } from '../../store/list-retries.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput, executionReportSchema } from './execution-shapes.ts'
import { listNodeStates } from './list-node-states.ts'
import { readExecutionOutput } from './read-output.ts'
import { getExecutionPlan, getExecutionRow, getExecutionWithInput } from './require-execution.ts'
import { toSummary } from './to-summary.ts'
import { waitUntilFinal } from './wait-until-final.ts'

export const getExecutionReport = procedure
  .input(
    executionIdInput.extend({
      nodes: z.enum(['all', 'none']).default('all'),
      waitMs: z.number().min(0).max(60_000).default(0),
    }),
  )
  .output(executionReportSchema)
  .query(async ({ ctx, input, signal }) => {
    const { executionId, waitMs } = input
    if (waitMs > 0) {
      await getExecutionRow(ctx, executionId)
      await waitUntilFinal(ctx, { executionId, waitMs, signal })
    }
    const row = await getExecutionWithInput(ctx, executionId)
    const plan = await getExecutionPlan(ctx, row)
    const [retries, output, nodeStates] = await Promise.all([
      listRetries(ctx.db, row.id),
      row.status === 'completed' ? readExecutionOutput(ctx.db, row.id, plan) : null,
      input.nodes === 'all' ? listNodeStates(ctx.db, row.id, plan) : null,
    ])
    return {
      ...toSummary(row, undefined),
      input: row.input,
      output,
      lastSeq: row.last_seq,
      priority: row.priority,
      retries: retries.map(({ id, status }) => ({ executionId: id, status })),
      nodeStates,
    }
  })

import { listRetries } from '../../store/list-retries.ts'
import { procedure } from '../trpc.ts'
import { executionDetailSchema, executionIdInput } from './execution-shapes.ts'
import { readExecutionOutput } from './read-output.ts'
import {
  findUsual,
  getExecutionDocument,
  getExecutionPlan,
  getExecutionWithInput,
} from './require-execution.ts'
import { toSummary } from './to-summary.ts'

export const getExecution = procedure
  .input(executionIdInput)
  .output(executionDetailSchema)
  .query(async ({ ctx, input }) => {
    const row = await getExecutionWithInput(ctx, input.executionId)
    const [document, usual, retries] = await Promise.all([
      getExecutionDocument(ctx, row),
      findUsual(ctx, row.workflow_id),
      listRetries(ctx.db, row.id),
    ])
    return {
      ...toSummary(row, usual),
      input: row.input,
      item: row.item,
      output:
        row.status === 'completed'
          ? await readExecutionOutput(ctx.db, row.id, await getExecutionPlan(ctx, row))
          : null,
      lastSeq: row.last_seq,
      priority: row.priority,
      document,
      retries: retries.map(({ id, status }) => ({ executionId: id, status })),
      usualMs: usual === undefined ? null : { p50: usual.p50, p95: usual.p95 },
    }
  })

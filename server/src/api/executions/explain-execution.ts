import { explainTurn } from '@heddle/core/execution/explain-node.ts'
import type { Reason } from '@heddle/core/execution/reason.ts'
import type { ExecutionRow } from '../../store/execution-row.ts'
import { loadSomeNodes } from '../../store/load-some-nodes.ts'
import type { Queryable } from '../../store/queryable.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput } from './execution-shapes.ts'
import { completeReasons } from './explain-reasons.ts'
import { executionReasonsSchema } from './reason-shapes.ts'
import { getExecutionRow } from './require-execution.ts'

/** Why an execution as a whole does not go on; nothing for one that runs or is over. */
export const explainExecution = procedure
  .input(executionIdInput)
  .output(executionReasonsSchema)
  .query(async ({ ctx, input }) => {
    const execution = await getExecutionRow(ctx, input.executionId)
    const { id: executionId, status } = execution
    const reasons = await completeReasons(
      ctx,
      { executionId, node: null },
      await findReasons(ctx.db, execution),
    )
    return { executionId, status, reasons }
  })

async function findReasons(db: Queryable, { id, status }: ExecutionRow): Promise<readonly Reason[]> {
  if (status === 'paused') return [{ code: 'paused', since: null, by: null }]
  if (status !== 'pending') return []
  const loaded = await loadSomeNodes(db, { executionId: id, nodeIndexes: [], others: 'none' })
  return explainTurn({ deadlineAt: loaded?.deadlineAt ?? null })
}

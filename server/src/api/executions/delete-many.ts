import { DomainError } from '@heddle/core/errors.ts'
import { deleteExecutions } from '../../store/delete-executions.ts'
import { procedure } from '../trpc.ts'
import { doMany } from './do-many.ts'
import { executionIdsInput, manyDoneSchema } from './execution-shapes.ts'
import { getExecutionRow } from './require-execution.ts'

export const deleteMany = procedure
  .input(executionIdsInput)
  .output(manyDoneSchema)
  .mutation(({ ctx, input }) =>
    doMany(input.executionIds, async (executionId) => {
      const { id, status } = await getExecutionRow(ctx, executionId)
      const { workspaceId } = ctx.caller
      const deleted = await ctx.runInTransaction((db) =>
        deleteExecutions(db, { workspaceId, executionIds: [id] }),
      )
      if (deleted.length === 0)
        throw new DomainError('EXECUTION_STATUS', { executionId: id, status, action: 'delete' })
    }),
  )

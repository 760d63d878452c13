import { DomainError } from '@heddle/core/errors.ts'
import { deleteExecutions } from '../../store/delete-executions.ts'
import { listExecutionTree } from '../../store/list-execution-tree.ts'
import { listStoredKeys } from '../../store/list-stored-keys.ts'
import { listUnusedKeys } from '../../store/list-unused-keys.ts'
import { procedure } from '../trpc.ts'
import { doMany } from './do-many.ts'
import { executionIdsInput, manyDoneSchema } from './execution-shapes.ts'
import { forgetContents } from './forget-contents.ts'
import { getExecutionRow } from './require-execution.ts'

export const deleteMany = procedure
  .input(executionIdsInput)
  .output(manyDoneSchema)
  .mutation(({ ctx, input }) =>
    doMany(input.executionIds, async (executionId) => {
      const { id, status } = await getExecutionRow(ctx, executionId)
      const { workspaceId } = ctx.caller
      const unusedKeys = await ctx.runInTransaction(async (db) => {
        const keys = await listStoredKeys(db, await listExecutionTree(db, id))
        const deleted = await deleteExecutions(db, { workspaceId, executionIds: [id] })
        return deleted.length === 0 ? null : listUnusedKeys(db, keys)
      })
      if (unusedKeys === null)
        throw new DomainError('EXECUTION_STATUS', { executionId: id, status, action: 'delete' })
      // Nobody waits for the files: without their rows they are out of sight already.
      void forgetContents(ctx, unusedKeys)
    }),
  )

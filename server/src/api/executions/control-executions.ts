/** What people do with executions that are not over: each for one execution, and for many chosen in a list. */
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { procedure } from '../trpc.ts'
import { doMany } from './do-many.ts'
import { executionIdInput, executionIdsInput, manyDoneSchema } from './execution-shapes.ts'
import { type CallerContext, getExecutionRow } from './require-execution.ts'

type Action = 'cancel' | 'pause' | 'resume'

/** Throws EXECUTION_NOT_FOUND, or EXECUTION_STATUS where the status forbids the action. */
async function control(ctx: CallerContext, executionId: string, action: Action): Promise<void> {
  const { id } = await getExecutionRow(ctx, executionId)
  await ctx.engine.control(id, action, authorOf(ctx.caller))
}

function controlOne(action: Action) {
  return procedure
    .input(executionIdInput)
    .output(z.object({ executionId: z.string() }))
    .mutation(async ({ ctx, input: { executionId } }) => {
      await control(ctx, executionId, action)
      return { executionId }
    })
}

function controlMany(action: Action) {
  return procedure
    .input(executionIdsInput)
    .output(manyDoneSchema)
    .mutation(({ ctx, input }) => doMany(input.executionIds, (id) => control(ctx, id, action)))
}

export const cancelExecution = controlOne('cancel')
export const pauseExecution = controlOne('pause')
export const resumeExecution = controlOne('resume')
export const cancelMany = controlMany('cancel')
export const pauseMany = controlMany('pause')
export const resumeMany = controlMany('resume')

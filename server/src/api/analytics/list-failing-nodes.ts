import { listFailingNodes as listFailingNodesOf } from '../../analytics/list-failing-nodes.ts'
import { procedure } from '../trpc.ts'
import { failingNodesSchema, rankingInput } from './analytics-shapes.ts'
import { checkPeriod } from './check-period.ts'

export const listFailingNodes = procedure
  .input(rankingInput)
  .output(failingNodesSchema)
  .query(({ ctx, input }) => {
    checkPeriod(input)
    return listFailingNodesOf(ctx.analyticsDb, { ...input, workspaceId: ctx.caller.workspaceId })
  })

import { listSlowestNodes as listSlowestNodesOf } from '../../analytics/list-slowest-nodes.ts'
import { procedure } from '../trpc.ts'
import { rankingInput, slowestNodesSchema } from './analytics-shapes.ts'
import { checkPeriod } from './check-period.ts'

export const listSlowestNodes = procedure
  .input(rankingInput)
  .output(slowestNodesSchema)
  .query(({ ctx, input }) => {
    checkPeriod(input)
    return listSlowestNodesOf(ctx.analyticsDb, { ...input, workspaceId: ctx.caller.workspaceId })
  })

import { listExecutionsByStatus } from '../../analytics/list-executions-by-status.ts'
import { procedure } from '../trpc.ts'
import { seriesInput, statusSeriesSchema } from './analytics-shapes.ts'
import { checkSeries } from './check-period.ts'

export const getExecutionsByStatus = procedure
  .input(seriesInput)
  .output(statusSeriesSchema)
  .query(({ ctx, input }) => {
    checkSeries(input)
    return listExecutionsByStatus(ctx.analyticsDb, { ...input, workspaceId: ctx.caller.workspaceId })
  })

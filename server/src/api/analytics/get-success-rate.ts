import { listSuccessRates } from '../../analytics/list-success-rates.ts'
import { procedure } from '../trpc.ts'
import { rateSeriesSchema, seriesInput } from './analytics-shapes.ts'
import { checkSeries } from './check-period.ts'

export const getSuccessRate = procedure
  .input(seriesInput)
  .output(rateSeriesSchema)
  .query(({ ctx, input }) => {
    checkSeries(input)
    return listSuccessRates(ctx.analyticsDb, { ...input, workspaceId: ctx.caller.workspaceId })
  })

import { listThroughput } from '../../analytics/list-throughput.ts'
import { procedure } from '../trpc.ts'
import { seriesInput, throughputSeriesSchema } from './analytics-shapes.ts'
import { checkSeries } from './check-period.ts'

export const getThroughput = procedure
  .input(seriesInput)
  .output(throughputSeriesSchema)
  .query(({ ctx, input }) => {
    checkSeries(input)
    return listThroughput(ctx.analyticsDb, { ...input, workspaceId: ctx.caller.workspaceId })
  })

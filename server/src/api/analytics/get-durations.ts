import { listDurations } from '../../analytics/list-durations.ts'
import { procedure } from '../trpc.ts'
import { durationSeriesSchema, seriesInput } from './analytics-shapes.ts'
import { checkSeries } from './check-period.ts'

export const getDurations = procedure
  .input(seriesInput)
  .output(durationSeriesSchema)
  .query(({ ctx, input }) => {
    checkSeries(input)
    return listDurations(ctx.analyticsDb, { ...input, workspaceId: ctx.caller.workspaceId })
  })

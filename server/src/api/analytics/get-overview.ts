import { readOverview } from '../../analytics/read-overview.ts'
import { procedure } from '../trpc.ts'
import { overviewSchema, scopeInput } from './analytics-shapes.ts'
import { checkPeriod } from './check-period.ts'

export const getOverview = procedure
  .input(scopeInput)
  .output(overviewSchema)
  .query(async ({ ctx, input }) => {
    checkPeriod(input)
    const scope = { ...input, workspaceId: ctx.caller.workspaceId }
    const before = new Date(input.from.getTime() - (input.to.getTime() - input.from.getTime()))
    const [current, previous] = await Promise.all([
      readOverview(ctx.analyticsDb, scope),
      readOverview(ctx.analyticsDb, { ...scope, from: before, to: input.from }),
    ])
    return { ...current, previous }
  })

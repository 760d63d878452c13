import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { seriesInput, statusSeriesSchema } from './analytics-shapes.ts'

export const getExecutionsByStatus = procedure.input(seriesInput).output(statusSeriesSchema).query(unfinished)

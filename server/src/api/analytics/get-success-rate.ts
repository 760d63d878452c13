import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { rateSeriesSchema, seriesInput } from './analytics-shapes.ts'

export const getSuccessRate = procedure.input(seriesInput).output(rateSeriesSchema).query(unfinished)

import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { durationSeriesSchema, seriesInput } from './analytics-shapes.ts'

export const getDurations = procedure.input(seriesInput).output(durationSeriesSchema).query(unfinished)

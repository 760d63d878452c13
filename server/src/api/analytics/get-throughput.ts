import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { seriesInput, throughputSeriesSchema } from './analytics-shapes.ts'

export const getThroughput = procedure.input(seriesInput).output(throughputSeriesSchema).query(unfinished)

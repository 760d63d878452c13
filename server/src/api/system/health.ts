import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { healthSchema } from './health-shape.ts'

export const health = procedure.output(healthSchema).query(unfinished)

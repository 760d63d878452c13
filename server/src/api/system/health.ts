import { procedure } from '../trpc.ts'
import { healthSchema } from './health-shape.ts'

export const health = procedure.output(healthSchema).query(({ ctx }) => ctx.checkHealth())

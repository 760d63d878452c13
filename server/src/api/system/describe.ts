import { procedure } from '../trpc.ts'
import { systemReportSchema } from './system-report.ts'

export const describe = procedure.output(systemReportSchema).query(({ ctx }) => ctx.describeSystem())

import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { overviewSchema, scopeInput } from './analytics-shapes.ts'

export const getOverview = procedure.input(scopeInput).output(overviewSchema).query(unfinished)

import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionDetailSchema, executionIdInput } from './execution-shapes.ts'

export const getExecution = procedure.input(executionIdInput).output(executionDetailSchema).query(unfinished)

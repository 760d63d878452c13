import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdsInput, manyDoneSchema } from './execution-shapes.ts'

export const cancelMany = procedure.input(executionIdsInput).output(manyDoneSchema).mutation(unfinished)

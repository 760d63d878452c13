import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdsInput, manyDoneSchema } from './execution-shapes.ts'

export const deleteMany = procedure.input(executionIdsInput).output(manyDoneSchema).mutation(unfinished)

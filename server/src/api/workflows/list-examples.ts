import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { exampleSchema } from './workflow-shapes.ts'

export const listExamples = procedure.output(z.array(exampleSchema)).query(unfinished)

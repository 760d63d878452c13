import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdInput, executionNodeSchema } from './execution-shapes.ts'

export const getNode = procedure
  .input(executionIdInput.extend({ nodeId: z.string().max(128) }))
  .output(executionNodeSchema)
  .query(unfinished)

import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowDetailSchema, workflowIdInput } from './workflow-shapes.ts'

export const getWorkflow = procedure.input(workflowIdInput).output(workflowDetailSchema).query(unfinished)

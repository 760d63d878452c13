import { z } from 'zod'
import { toStoredDocument } from '../../store/stored-document.ts'
import { procedure } from '../trpc.ts'
import { createChecked } from './create-checked.ts'
import { getWorkflowRow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const duplicateWorkflow = procedure
  .input(workflowIdInput)
  .output(z.object({ workflowId: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { draft } = await getWorkflowRow(ctx, input.workflowId)
    const copy = toStoredDocument({ ...draft, name: toCopyName(draft.name) })
    const { workflowId } = await createChecked(ctx, copy)
    return { workflowId }
  })

const SUFFIX = ' (copy)'
const MAX_NAME = 200

function toCopyName(name: string): string {
  return name.slice(0, MAX_NAME - SUFFIX.length) + SUFFIX
}

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { insertWorkflow } from '../../store/insert-workflow.ts'
import { procedure } from '../trpc.ts'
import { getWorkflowRow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const duplicateWorkflow = procedure
  .input(workflowIdInput)
  .output(z.object({ workflowId: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { draft } = await getWorkflowRow(ctx, input.workflowId)
    const workflowId = randomUUID()
    await insertWorkflow(ctx.db, {
      workflowId,
      workspaceId: ctx.caller.workspaceId,
      document: { ...draft, name: toCopyName(draft.name) },
      createdBy: authorOf(ctx.caller),
    })
    return { workflowId }
  })

const SUFFIX = ' (copy)'
const MAX_NAME = 200

function toCopyName(name: string): string {
  return name.slice(0, MAX_NAME - SUFFIX.length) + SUFFIX
}

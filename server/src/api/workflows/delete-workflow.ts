import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { listLiveExecutionIds, markWorkflowDeleted } from '../../store/delete-workflow.ts'
import type { EnginePort } from '../engine-port.ts'
import type { CallerContext } from '../executions/require-execution.ts'
import { procedure } from '../trpc.ts'
import { getWorkflowRow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

const LATE_STARTS_MS = 250
const LOOK_EVERY_MS = 50

export const deleteWorkflow = procedure
  .input(workflowIdInput.extend({ cancelRunning: z.boolean().default(false) }))
  .output(z.object({ cancelled: z.number() }))
  .mutation(async ({ ctx, input }) => {
    const { workspaceId } = ctx.caller
    const workflow = await getWorkflowRow(ctx, input.workflowId)
    const live = await listLiveExecutionIds(ctx.db, { workspaceId, workflowId: workflow.id })
    if (live.length > 0 && !input.cancelRunning)
      throw new DomainError('WORKFLOW_BUSY', { liveExecutions: live.length })
    const by = authorOf(ctx.caller)
    // Deleted first, so that nothing starts after the list of what is live was read.
    const deleted = await markWorkflowDeleted(ctx.db, { workspaceId, workflowId: workflow.id, by })
    if (!deleted) throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId: workflow.id })
    if (!input.cancelRunning) return { cancelled: 0 }
    return { cancelled: await cancelAll(ctx, workflow.id) }
  })

/** Until none has turned up for a while: one that was about to start when it was deleted is there a moment later. */
async function cancelAll(ctx: CallerContext, workflowId: string): Promise<number> {
  const { workspaceId } = ctx.caller
  const by = authorOf(ctx.caller)
  let cancelled = 0
  let quietSince = Date.now()
  while (Date.now() - quietSince < LATE_STARTS_MS) {
    const running = await listLiveExecutionIds(ctx.db, { workspaceId, workflowId })
    if (running.length === 0) {
      await sleep(LOOK_EVERY_MS)
      continue
    }
    const outcomes = await Promise.all(running.map((id) => cancelUnlessFinal(ctx.engine, id, by)))
    cancelled += outcomes.filter(Boolean).length
    quietSince = Date.now()
  }
  return cancelled
}

/** True when this call cancelled it; one that ended by itself meanwhile is as good. */
async function cancelUnlessFinal(
  engine: EnginePort,
  executionId: string,
  by: string | null,
): Promise<boolean> {
  try {
    await engine.control(executionId, 'cancel', by)
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'EXECUTION_STATUS') return false
    throw error
  }
}

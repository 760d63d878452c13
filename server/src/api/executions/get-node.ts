import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { findLogCursor } from '../../store/find-log-cursor.ts'
import { findNodeRow, type NodeRow } from '../../store/find-node.ts'
import { type AttemptRow, listAttemptRows } from '../../store/list-attempts.ts'
import { findUsualNodeDuration } from '../../store/list-usual-durations.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import { procedure } from '../trpc.ts'
import type { attemptViewSchema } from './execution-shapes.ts'
import { executionIdInput, executionNodeSchema } from './execution-shapes.ts'
import { readNodeOutput } from './read-output.ts'
import { getExecutionPlan, getExecutionRow } from './require-execution.ts'
import { toDurationMs } from './to-summary.ts'

export const getNode = procedure
  .input(executionIdInput.extend({ nodeId: z.string().max(128) }))
  .output(executionNodeSchema)
  .query(async ({ ctx, input }) => {
    const { nodeId } = input
    const execution = await getExecutionRow(ctx, input.executionId)
    const plan = await getExecutionPlan(ctx, execution)
    const nodeIndex = plan.indexOf.get(nodeId)
    if (nodeIndex === undefined) throw new DomainError('NODE_NOT_FOUND', { nodeId })
    const key = { executionId: execution.id, nodeIndex }
    const [row, attempts, usualMs, logCursor] = await Promise.all([
      findNodeRow(ctx.db, key),
      listAttemptRows(ctx.db, key),
      findUsualNodeDuration(ctx.db, { workflowId: execution.workflow_id, nodeIndex, nodeId }),
      findLogCursor(ctx.db, { executionId: execution.id, nodeId }),
    ])
    return {
      nodeId,
      status: row?.status ?? 'pending',
      attempt: row?.attempt ?? 0,
      input: attempts.at(-1)?.input ?? null,
      output: row === null ? null : await readNodeOutput(ctx.db, execution.id, row),
      error: row?.error ?? null,
      quality: row?.quality ?? null,
      keptFrom: row?.kept_from ?? null,
      cachedFrom: row?.cached_from ?? null,
      waitingFor: row?.waiting_for ?? null,
      items: row?.items ?? null,
      dueAt: toInstantOrNull(row?.due_at ?? null),
      attempts: attempts.map((attempt) => toAttemptView(attempt, row)),
      queuedAt: toInstantOrNull(row?.queued_at ?? null),
      startedAt: toInstantOrNull(row?.started_at ?? null),
      completedAt: toInstantOrNull(row?.completed_at ?? null),
      durationMs: toDurationMs(row?.started_at ?? null, row?.completed_at ?? null),
      usualMs,
      logCursor,
    }
  })

/** A fallback completes its node; the attempt that it stands in for failed all the same. */
function toAttemptView(row: AttemptRow, node: NodeRow | null): z.infer<typeof attemptViewSchema> {
  const isCovered = node?.status === 'completed' && node.error !== null && node.attempt === row.attempt
  return {
    attempt: row.attempt,
    status: isCovered ? 'failed' : row.status,
    workerId: row.worker_id,
    startedAt: toInstant(row.started_at),
    completedAt: toInstantOrNull(row.completed_at),
    durationMs: toDurationMs(row.started_at, row.completed_at),
    error: isCovered ? node.error : row.error,
    input: row.input,
  }
}

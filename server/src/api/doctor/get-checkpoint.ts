import { DomainError } from '@heddle/core/errors.ts'
import { listTouched } from '@heddle/core/execution/list-touched.ts'
import { decodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { z } from 'zod'
import { findCheckpoint } from '../../store/execution-checkpoints.ts'
import { loadExecution } from '../../store/load-execution.ts'
import { executionIdInput } from '../executions/execution-shapes.ts'
import { getExecutionRow } from '../executions/require-execution.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { checkpointStateSchema } from './doctor-shapes.ts'

/** The state of the execution as it was at a checkpoint. */
export const getCheckpoint = procedure
  .input(executionIdInput.extend({ seq: z.int().min(1).max(2_147_483_647) }))
  .output(checkpointStateSchema)
  .query(async ({ ctx, input }) => {
    const { id: executionId } = await getExecutionRow(ctx, input.executionId)
    const { seq } = input
    const row = await findCheckpoint(ctx.db, { executionId, seq })
    const loaded = row === null ? null : await loadExecution(ctx.db, executionId)
    if (row === null || loaded === null) throw new DomainError('CHECKPOINT_NOT_FOUND', { executionId, seq })
    const { workflowId, version, subgraph } = loaded.identity
    const { plan } = await ctx.plans.get(workflowId, version, subgraph)
    const state = decodeSnapshot(plan, row.state)
    const nodes = listTouched(state).map(({ index, ...node }) => ({
      nodeId: plan.nodes[index]?.id ?? '',
      status: node.status,
      attempt: node.attempt,
      queuedAt: node.queuedAt,
      startedAt: node.startedAt,
      completedAt: node.completedAt,
      dueAt: node.dueAt,
    }))
    return {
      ...{ seq, reason: row.reason, status: state.status, counts: state.counts, nodes },
      createdAt: toInstant(row.created_at),
      nodeCount: nodes.length,
    }
  })

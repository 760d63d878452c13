/** All nodes of an execution in the order of the document; what nothing touched yet is pending. */
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import type { NodeListRow } from '../../store/list-node-rows.ts'
import { toInstantOrNull } from '../instant.ts'
import type { NodeStateView } from './execution-shapes.ts'
import { toDurationMs } from './to-summary.ts'

export function toNodeStates(rows: readonly NodeListRow[], { nodes }: Plan): readonly NodeStateView[] {
  const byId = new Map(rows.map((row) => [row.node_id, row]))
  return nodes.map(({ id }) => toView(id, byId.get(id)))
}

function toView(nodeId: string, row: NodeListRow | undefined): NodeStateView {
  return {
    nodeId,
    status: row?.status ?? 'pending',
    attempt: row?.attempt ?? 0,
    queuedAt: toInstantOrNull(row?.queued_at ?? null),
    startedAt: toInstantOrNull(row?.started_at ?? null),
    completedAt: toInstantOrNull(row?.completed_at ?? null),
    durationMs: toDurationMs(row?.started_at ?? null, row?.completed_at ?? null),
    error: row?.error ?? null,
  }
}

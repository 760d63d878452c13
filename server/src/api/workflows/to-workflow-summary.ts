/** A row of the list of workflows: what its last runs say about it. */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { RecentRun, WorkflowListRow } from '../../store/list-workflows.ts'
import type { WorkflowCard } from './workflow-cards.ts'
import type { WorkflowSummary } from './workflow-shapes.ts'

const noCard: WorkflowCard = { nodeCount: 0, draftChanges: 0, thumbnail: { nodes: [], edges: [] } }

export function toWorkflowSummary(row: WorkflowListRow, card: WorkflowCard = noCard): WorkflowSummary {
  const [last] = row.runs
  const judged = row.runs.filter(({ status }) => status === 'completed' || status === 'failed')
  const completed = judged.filter(({ status }) => status === 'completed')
  return {
    workflowId: row.id,
    name: row.name,
    description: row.description,
    publishedVersion: row.published_version,
    draftChanges: card.draftChanges,
    nodeCount: card.nodeCount,
    thumbnail: card.thumbnail,
    lastRun:
      last === undefined
        ? null
        : {
            executionId: last.executionId,
            status: last.status,
            progressPercent: toPercent(last),
            startedAt: toIso(last.startedAt),
            completedAt: toIso(last.completedAt),
          },
    recentRuns: row.runs
      .toReversed()
      .map((run) => ({ executionId: run.executionId, status: run.status, durationMs: toDurationMs(run) })),
    successRate: judged.length === 0 ? null : completed.length / judged.length,
    p50Ms: median(completed.flatMap((run) => toDurationMs(run) ?? [])),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }
}

function toPercent({ status, settledNodes, totalNodes }: RecentRun): number {
  if (status === 'completed' || totalNodes === 0) return isFinal(status) ? 100 : 0
  return Math.floor((settledNodes * 100) / totalNodes)
}

/** Null until it is final. */
function toDurationMs({ startedAt, completedAt }: RecentRun): number | null {
  return startedAt === null || completedAt === null ? null : Date.parse(completedAt) - Date.parse(startedAt)
}

function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]]
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

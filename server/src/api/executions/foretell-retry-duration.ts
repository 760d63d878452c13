/** How long a retry would take, from how long its nodes took the last time or usually take. */
import type { ExecutionState, NodeRecord } from '@heddle/core/execution/state.ts'
import { listFirstStarts } from '../../store/list-first-starts.ts'
import { listUsualNodeDurations } from '../../store/list-usual-node-durations.ts'
import { estimateRetry, type TimeRange } from './estimate-retry.ts'
import type { KeptItems } from './foretell-kept-items.ts'
import type { FormerRetry } from './plan-former-retry.ts'
import type { CallerContext } from './require-execution.ts'

/** As many as a worker takes at once by itself. */
const USUALLY_AT_ONCE = 32
/** Nodes that are looked up in earlier runs, because the run that is retried says nothing of them. */
const MAX_LOOKED_UP = 500

interface Question extends Pick<FormerRetry, 'plan' | 'former' | 'workflowId'> {
  readonly executionId: string
  readonly runAgain: readonly string[]
  readonly keptItems: ReadonlyMap<string, KeptItems>
}

/**
 * As long as the last time where the node completed then, else as usual, else as long as until it failed. When it was
 * cancelled says nothing of how long it takes.
 */
export async function foretellRetryDuration(
  ctx: CallerContext,
  question: Question,
): Promise<TimeRange | null> {
  const { plan, former, workflowId, executionId, runAgain, keptItems } = question
  const mapped = runAgain.flatMap((id) => findIndexWithItems(former, id) ?? [])
  const unknown = runAgain.filter((id) => !isTelling(findRecord(former, id))).slice(0, MAX_LOOKED_UP)
  const nodes = unknown.map((id) => ({ id, index: plan.indexOf.get(id) ?? -1 }))
  const [usual, firstStarts] = await Promise.all([
    listUsualNodeDurations(ctx.db, { workflowId, nodes }),
    listFirstStarts(ctx.db, { executionId, nodeIndexes: mapped }),
  ])
  const range = estimateRetry(plan, {
    runAgain,
    atOnce: plan.settings.maxParallel ?? USUALLY_AT_ONCE,
    durationOf: (id) => {
      const range = usual.get(id)
      if (range !== undefined) return { low: range.p50, high: range.p95 }
      const index = former.plan.indexOf.get(id)
      const record = findRecord(former, id)
      if (record === null || index === undefined) return null
      return toLastTime(record, { firstStart: firstStarts.get(index), keptItems: keptItems.get(id) })
    },
  })
  return range && { low: Math.round(range.low), high: Math.round(range.high) }
}

function findRecord({ plan, getNode }: ExecutionState, nodeId: string): NodeRecord | null {
  const index = plan.indexOf.get(nodeId)
  return index === undefined ? null : getNode(index)
}

function findIndexWithItems(former: ExecutionState, nodeId: string): number | null {
  const hasItems = (findRecord(former, nodeId)?.items ?? null) !== null
  return hasItems ? (former.plan.indexOf.get(nodeId) ?? null) : null
}

/** Usual times are those of last attempts, which of a node with items only gather them. */
function isTelling(record: NodeRecord | null): boolean {
  return (
    record !== null && (record.items !== null || (record.status === 'completed' && record.startedAt !== null))
  )
}

interface ItemsOfNode {
  /** Undefined for a node without items. */
  readonly firstStart: Date | undefined
  readonly keptItems: KeptItems | undefined
}

/** Of the last attempt alone, but with its items for a node that has some: those that are kept take no time. */
function toLastTime(
  { startedAt, completedAt, items, status }: NodeRecord,
  { firstStart, keptItems }: ItemsOfNode,
): TimeRange | null {
  if (completedAt === null || startedAt === null || status === 'cancelled') return null
  const end = Date.parse(completedAt)
  if (items === null || firstStart === undefined) {
    const ms = end - Date.parse(startedAt)
    return { low: ms, high: ms }
  }
  const high = end - firstStart.getTime()
  const share = keptItems === undefined ? 1 : 1 - keptItems.kept / keptItems.total
  return { low: high * share, high }
}

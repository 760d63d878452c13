/** What holds a queued node back beyond its own execution: a limit across executions, or workers. */
import type { Reason } from '@heddle/core/execution/reason.ts'
import type { PlanNode } from '@heddle/core/plan/compile-plan.ts'
import { timeToLiveMs } from '../../presence/presence.ts'
import { type FoundLimitWait, findLimitWait } from '../../store/find-limit-wait.ts'
import { listLeaseHolders } from '../../store/limit-leases.ts'
import { countWorkerAttempts } from '../../store/worker-attempts.ts'
import { listWorkerRows } from '../../store/worker-rows.ts'
import { toInstant } from '../instant.ts'
import { nameNodes } from '../limits/name-nodes.ts'
import { toWorkerStatus } from '../workers/worker-status.ts'
import { explainWorkers } from './explain-workers.ts'
import type { CallerContext } from './require-execution.ts'

interface QueuedNode {
  readonly executionId: string
  readonly node: PlanNode
}

/** Holders that are named; the rest is counted. */
const mostHolders = 10

/** One reason at least: a queued node that nothing holds back waits in the queue. */
export async function explainQueued(ctx: CallerContext, queued: QueuedNode): Promise<readonly Reason[]> {
  const [limits, workers] = await Promise.all([explainLimits(ctx, queued), explainFleet(ctx, queued.node)])
  const isAway = workers.code === 'no_worker' || workers.code === 'draining'
  return limits === null ? [workers] : isAway ? [limits, workers] : [limits]
}

async function explainLimits(ctx: CallerContext, queued: QueuedNode): Promise<Reason | null> {
  const { executionId, node } = queued
  const wait = await findLimitWait(ctx.db, { executionId, nodeIndex: node.index })
  if (wait === null) return null
  const { key, slots: limit, until, waiting } = wait
  if (wait.kind === 'concurrency') return explainSlot(ctx, queued, wait)
  if (until === null) return null
  const perMs = node.limits?.rate?.perMs ?? null
  return { code: 'rate_limit', key, limit, perMs, until: toInstant(until), waiting }
}

/** Null where a slot is free: the node is on its way then, and its wait is about to be taken away. */
async function explainSlot(
  ctx: CallerContext,
  { executionId, node }: QueuedNode,
  { key, slots: limit, waiting }: FoundLimitWait,
): Promise<Reason | null> {
  const { workspaceId } = ctx.caller
  // One more than named, for the node itself may hold a slot that it was just given.
  const rows = await listLeaseHolders(ctx.db, { workspaceId, key, mostOfEach: mostHolders + 1 })
  const others = rows.filter((row) => row.executionId !== executionId || row.nodeIndex !== node.index)
  const used = (rows[0]?.used ?? 0) - (rows.length - others.length)
  if (used < limit) return null
  const shown = others.slice(0, mostHolders)
  const names = await nameNodes(ctx.plans, shown)
  const holders = shown.map((row, at) => ({
    executionId: row.executionId,
    workflowName: row.workflowName,
    nodeId: row.nodeId,
    nodeName: names[at] ?? row.nodeId,
    since: toInstant(row.since),
  }))
  return { code: 'slot', key, limit, waiting, holders, others: used - holders.length }
}

async function explainFleet(ctx: CallerContext, { workerGroup }: PlanNode): Promise<Reason> {
  const [rows, depth] = await Promise.all([
    listWorkerRows(ctx.db, timeToLiveMs),
    ctx.queue.depth().catch(() => null),
  ])
  const used = await countWorkerAttempts(
    ctx.db,
    rows.map(({ id }) => id),
  )
  const workers = rows
    .filter((row) => !['stopped', 'lost'].includes(toWorkerStatus(row)))
    .map(({ id, workerGroups, capacity, draining }) => {
      return { groups: workerGroups, capacity, draining, used: used.get(id) ?? 0 }
    })
  const waiting = depth?.groups.find(({ group }) => group === workerGroup)?.tasks ?? null
  return explainWorkers(workers, { group: workerGroup, waiting })
}

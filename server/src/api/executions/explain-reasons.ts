/** Adds to reasons that follow from the state what only the database knows: who paused, what is asked, who is before it. */
import type { Reason } from '@heddle/core/execution/reason.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import type { PlanNode } from '@heddle/core/plan/compile-plan.ts'
import { findAskedApproval, findAwaitedSignal } from '../../store/find-asked-wait.ts'
import { findLastPause } from '../../store/find-last-pause.ts'
import { findPlaceInLine } from '../../store/find-place-in-line.ts'
import { listAdmissionLine } from '../../store/list-admission-line.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import { explainQueued } from './explain-queued.ts'
import { type CallerContext, getExecutionRow } from './require-execution.ts'

/** Runs that are named; the rest is counted. */
const mostRuns = 10

/** A node with its status, or null for the execution as a whole. */
export type ExplainedPlace =
  | { readonly executionId: string; readonly node: null }
  | { readonly executionId: string; readonly node: PlanNode; readonly status: NodeStatus }

export async function completeReasons(
  ctx: CallerContext,
  place: ExplainedPlace,
  found: readonly Reason[],
): Promise<readonly Reason[]> {
  const all = await Promise.all(found.map((reason) => completeReason(ctx, place, reason)))
  if (place.node === null || place.status !== 'queued') return all
  const own = all.filter(({ code }) => code !== 'start_by')
  const last = all.filter(({ code }) => code === 'start_by')
  const { executionId, node } = place
  const beyond = await explainQueued(ctx, { executionId, node })
  // Behind something that holds it back anyway the queue says nothing; a limit or a missing worker does.
  const isNews = ({ code }: Reason) => code !== 'queue' && code !== 'workers_busy'
  return own.length === 0 ? [...beyond, ...last] : [...own, ...beyond.filter(isNews), ...last]
}

async function completeReason(ctx: CallerContext, place: ExplainedPlace, reason: Reason): Promise<Reason> {
  const { executionId } = place
  switch (reason.code) {
    case 'paused': {
      const pause = await findLastPause(ctx.db, executionId)
      return pause === null ? reason : { ...reason, since: toInstant(pause.at), by: pause.by }
    }
    case 'turn':
      return explainTurn(ctx, executionId, reason)
    case 'person':
      return place.node === null ? reason : explainApproval(ctx, place.node.index, { executionId, reason })
    case 'signal': {
      if (place.node === null) return reason
      const name = await findAwaitedSignal(ctx.db, { executionId, nodeIndex: place.node.index })
      return { ...reason, name: name ?? reason.name }
    }
    default:
      return reason
  }
}

async function explainApproval(
  { db }: CallerContext,
  nodeIndex: number,
  { executionId, reason }: { executionId: string; reason: Reason<'person'> },
): Promise<Reason> {
  const asked = await findAskedApproval(db, { executionId, nodeIndex })
  if (asked === null) return reason
  const { id: approvalId, title, deadlineAt, onDeadline } = asked
  // The node itself wakes for reminders as well: until when it waits is not until when people may decide.
  return { ...reason, approvalId, title, until: toInstantOrNull(deadlineAt), onDeadline }
}

async function explainTurn(ctx: CallerContext, executionId: string, reason: Reason<'turn'>): Promise<Reason> {
  const place = await findPlaceInLine(ctx.db, executionId)
  if (place === null) return reason
  const { workflow_id: workflowId, version, subgraph } = await getExecutionRow(ctx, executionId)
  const [{ plan }, line] = await Promise.all([
    ctx.plans.get(workflowId, version, subgraph),
    listAdmissionLine(ctx.db, { workflowIds: [workflowId], mostOfEach: mostRuns }),
  ])
  const live = line.filter(({ status }) => status !== 'pending')
  const running = live.map(({ executionId: id, startedAt }) => {
    return { executionId: id, since: toInstantOrNull(startedAt) }
  })
  const limit = plan.settings.admission?.limit ?? null
  const { position, waiting } = place
  return { ...reason, limit, position, waiting, running, others: Math.max(0, place.running - running.length) }
}

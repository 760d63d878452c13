/**
 * Follows what this process commits: a node that begins to wait is looked at once more, for a decision or a signal
 * that came while it was on its way into the wait; what an execution still asks when it ends is closed.
 */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Bus } from '../bus/bus.ts'
import type { DecidedBatch } from '../engine/decide-batch.ts'
import type { CommitListener } from '../engine/engine.ts'
import { closeAsked } from './close-asked.ts'
import { type WakeDeps, wakeResolvedSoon } from './wake-resolved.ts'

export interface FollowDeps extends WakeDeps {
  readonly bus: Bus
}

export function createWaitFollower(deps: FollowDeps): CommitListener {
  let waiting = new Set<string>()
  const lookAtWaiting = () => {
    const executionIds = [...waiting]
    waiting = new Set()
    wakeResolvedSoon(deps, executionIds)
  }
  return (batch) => {
    if (beginsToWait(batch)) {
      // Nodes of a large map begin to wait together: one look for all of them.
      if (waiting.size === 0) setImmediate(lookAtWaiting)
      waiting.add(batch.execution.id)
    }
    if (endsAsking(batch)) closeSoon(deps, batch.execution.id)
  }
}

function beginsToWait({ events }: DecidedBatch): boolean {
  return events.some(
    (event) =>
      event.type === 'node_waiting' && (event.data.reason === 'approval' || event.data.reason === 'signal'),
  )
}

function endsAsking({ execution, events }: DecidedBatch): boolean {
  const { status, plan } = execution.state
  const isOver = isFinal(status) && events.length > 0
  return isOver && plan.nodes.some(({ type }) => type === 'approval')
}

function closeSoon(deps: FollowDeps, executionId: string): void {
  closeAsked(deps, executionId).catch((error: unknown) => {
    deps.logger.warn({ event: 'close_approvals_failed', executionId, err: error })
  })
}

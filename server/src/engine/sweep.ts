/**
 * The sweep: looks for what nobody looks after. Attempts of vanished workers are lost and follow their retry
 * policy; queued nodes that no queue knows are put before workers again. Idempotent: every step is a command
 * that the core refuses when somebody else was first, so that two processes may sweep at once.
 */
import type { Logger } from '../ops/logger.ts'
import { timeToLiveMs } from '../presence/presence.ts'
import {
  listHeldAttempts,
  listLostAmong,
  listOrphanedAttempts,
  type OrphanedAttempt,
} from '../store/list-orphaned-attempts.ts'
import type { Queryable } from '../store/queryable.ts'
import { recordWorkerLosses } from '../store/worker-losses.ts'
import type { Engine } from './engine.ts'
import type { LocalWorker } from './local-worker.ts'

/** An attempt that runs for so long is written down everywhere, or lost. */
const settledAfterMs = 15_000

export interface SweepDeps {
  readonly db: Queryable
  readonly engine: Engine
  readonly logger: Logger
}

/** One look at everything; `queuedForMs` is how long a node must have been queued before it counts as forgotten. */
export async function sweep(deps: SweepDeps, queuedForMs: number): Promise<void> {
  const orphaned = await listOrphanedAttempts(deps.db, timeToLiveMs)
  if (orphaned.length > 0) await recordWorkerLosses(deps.db, orphaned)
  for (const attempt of orphaned) loseAttempt(deps, attempt)
  const redelivered = await deps.engine.redelivery.offerForgotten(queuedForMs)
  if (orphaned.length > 0) deps.logger.warn({ event: 'attempts_lost', count: orphaned.length })
  if (redelivered > 0) deps.logger.debug({ event: 'nodes_offered_again', count: redelivered })
}

/** Attempts that a worker holds on paper and does not run: the answer to their start was lost on the way. */
export async function loseForgotten(deps: SweepDeps, worker: LocalWorker): Promise<void> {
  const held = await listHeldAttempts(deps.db, worker.id)
  const forgotten = held.filter((attempt) => !worker.runs(attempt))
  for (const attempt of forgotten) loseAttempt(deps, attempt)
  if (forgotten.length > 0) deps.logger.warn({ event: 'attempts_forgotten', count: forgotten.length })
}

/** The other way round: a worker that stood still, or was cut off, may run what others have taken over since. */
export async function stopLost(
  deps: SweepDeps,
  worker: LocalWorker,
  runningForMs: number = settledAfterMs,
): Promise<void> {
  const lost = await listLostAmong(deps.db, worker.id, worker.listRunning(runningForMs))
  for (const { executionId, nodeIndex } of lost) worker.abort(executionId, [nodeIndex])
  if (lost.length > 0) deps.logger.warn({ event: 'lost_attempts_stopped', count: lost.length })
}

function loseAttempt({ engine, logger }: SweepDeps, lost: OrphanedAttempt): void {
  const { executionId, nodeIndex, attempt, workerId } = lost
  const command = {
    type: 'lose-attempt',
    now: Date.now(),
    nodeIndex,
    attempt,
    workerId,
    reason: 'worker_lost',
  } as const
  engine.submit(executionId, command).catch((error: unknown) => {
    logger.error({ event: 'lose_attempt_failed', executionId, err: error })
  })
}

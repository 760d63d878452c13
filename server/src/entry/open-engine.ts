/** Builds the engine over what this process shares with others. */
import { Engine } from '../engine/engine.ts'
import type { Logger } from '../ops/logger.ts'
import type { Holder } from '../presence/holder.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import type { Coordination } from './coordination.ts'
import type { Database } from './database.ts'

export interface EngineParts {
  readonly database: Database
  readonly coordination: Coordination
  readonly timersHolder: Holder
  readonly logger: Logger
}

export function openEngine({ database, coordination, timersHolder, logger }: EngineParts): Engine {
  const { pool, commitPool, isEmbedded } = database
  const { queue, bus } = coordination
  const engine = new Engine({
    db: pool,
    commitDb: commitPool,
    runInCommitTransaction: runInTransactionOf(commitPool),
    queue,
    bus,
    isShared: !isEmbedded,
    ...(!isEmbedded && { timersHolder }),
    logger,
  })
  coordination.onQueueRecovered(() => offerEverything(engine, logger))
  return engine
}

/** The shared queue is back and may have lost its memory: what the database says is queued goes in again. */
function offerEverything(engine: Engine, logger: Logger): void {
  engine.redelivery.offerForgotten(0).catch((error: unknown) => {
    logger.warn({ event: 'offer_after_recovery_failed', err: error })
  })
}

/** Builds the engine over what this process shares with others. */
import { Engine } from '../engine/engine.ts'
import { Ownership } from '../engine/ownership.ts'
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

export interface OpenEngine {
  readonly engine: Engine
  readonly ownership: Ownership | null
}

export function openEngine({ database, coordination, timersHolder, logger }: EngineParts): OpenEngine {
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
  const ownership = openOwnership(engine, coordination, logger)
  return { engine, ownership }
}

/** Null where processes have no quick way to speak to each other. */
function openOwnership(engine: Engine, { owners, bus }: Coordination, logger: Logger): Ownership | null {
  if (owners === null) return null
  const ownership = new Ownership({ ...owners, bus, decide: (handed) => engine.decideFor(handed), logger })
  engine.attachOwnership(ownership)
  return ownership
}

/** The shared queue is back and may have lost its memory: what the database says is queued goes in again. */
function offerEverything(engine: Engine, logger: Logger): void {
  engine.redelivery.offerForgotten(0).catch((error: unknown) => {
    logger.warn({ event: 'offer_after_recovery_failed', err: error })
  })
}

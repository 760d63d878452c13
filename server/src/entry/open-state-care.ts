/** Looks after what is stored while the engine runs: checkpoints, repairs of what turns out damaged, and news of both. */
import type { Bus } from '../bus/bus.ts'
import type { Engine } from '../engine/engine.ts'
import type { Logger } from '../ops/logger.ts'
import { createCheckpointer } from '../state/create-checkpointer.ts'
import { createDoctor, executionsChangedChannel } from '../state/doctor.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import { openNotifier } from './open-notifier.ts'

interface StateCareParts {
  readonly settings: Settings
  readonly database: Pick<Database, 'pool'>
  readonly engine: Engine
  readonly bus: Bus
  readonly logger: Logger
}

export interface StateCare {
  start(): Promise<void>
  stop(): Promise<void>
}

/** What could not be repaired is not tried again sooner. */
const tryAgainAfterMs = 60_000

export function openStateCare({ settings, database, engine, bus, logger }: StateCareParts): StateCare {
  const { pool } = database
  const runInTransaction = runInTransactionOf(pool)
  const { plans } = engine
  const checkpointer = createCheckpointer({ runInTransaction, plans, logger, ...settings.checkpoints })
  const notifier = openNotifier(settings, logger)
  const doctor = createDoctor({ db: pool, runInTransaction, plans, bus, notifier, logger })
  const unrepairedAt = new Map<string, number>()
  const repairing = new Map<string, Promise<boolean>>()
  let underWay: Promise<unknown> = Promise.resolve()
  let telling: Promise<unknown> = Promise.resolve()
  const logTrouble = (error: unknown) => logger.error({ event: 'repair_not_told', err: error })
  let unsubscribe: () => void = () => undefined

  engine.onCommitted(({ execution, events }) => checkpointer.onCommitted(execution, events))
  /** Whether it can be trusted afterwards. */
  const repair = async (executionId: string): Promise<boolean> => {
    try {
      const found = await doctor.repairOne(executionId, 'heddle')
      // Nobody waits for a webhook to answer.
      if (found !== null) telling = telling.then(() => doctor.tell(found)).catch(logTrouble)
      if (found === null || found.repair !== null) return true
    } catch (error) {
      logger.error({ event: 'repair_failed', executionId, err: error })
    }
    unrepairedAt.set(executionId, Date.now())
    return false
  }
  engine.executions.onDamaged((executionId, findings) => {
    const begun = repairing.get(executionId)
    if (begun !== undefined) return begun
    if (Date.now() - (unrepairedAt.get(executionId) ?? 0) < tryAgainAfterMs) return Promise.resolve(false)
    unrepairedAt.delete(executionId)
    logger.error({ event: 'damaged_state_loaded', executionId, findings })
    const repaired = underWay.then(() => repair(executionId)).finally(() => repairing.delete(executionId))
    repairing.set(executionId, repaired)
    underWay = repaired
    return repaired
  })
  const takeNews = (message: unknown) => {
    const { executionId } = message as { executionId: string }
    engine.executions.evict(executionId)
    engine.redelivery.offerForgotten(0).catch((error: unknown) => {
      logger.warn({ event: 'offer_after_repair_failed', err: error })
    })
  }
  return {
    async start() {
      checkpointer.start()
      unsubscribe = await bus.subscribe(executionsChangedChannel, takeNews)
    },
    async stop() {
      unsubscribe()
      await Promise.all([checkpointer.stop(), underWay])
      await telling
    },
  }
}

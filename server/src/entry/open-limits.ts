/** Wires what holds executions and nodes back beyond their own execution: admission, slots of keys, rates. */
import type { Pool } from 'pg'
import type { Engine } from '../engine/engine.ts'
import { Admission } from '../limits/admission.ts'
import { createGate, type EvaluateKeys } from '../limits/gate.ts'
import { SlotGiver } from '../limits/slot-giver.ts'
import type { Logger } from '../ops/logger.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import type { WorkerLimits } from '../worker/worker-loop.ts'

export interface LimitParts {
  readonly pool: Pool
  readonly engine: Engine
  readonly evaluateKeys: EvaluateKeys
  readonly logger: Logger
}

export interface Limits extends WorkerLimits {
  /** What the sweep looks at. */
  readonly looks: readonly (() => Promise<void>)[]
  stop(): void
}

export function openLimits({ pool, engine, evaluateKeys, logger }: LimitParts): Limits {
  const runInTransaction = runInTransactionOf(pool)
  const admission = new Admission({ db: pool, runInTransaction, engine, logger })
  const slots = new SlotGiver({ db: pool, offer: (nodes) => engine.redelivery.offerNodes(nodes), logger })
  engine.onCommitted((batch) => {
    admission.onCommitted(batch)
    slots.onCommitted(batch)
  })
  return {
    gate: createGate({ getExecution: (id) => engine.executions.get(id), db: pool, evaluateKeys }),
    offerAt: (node, until) => slots.offerAt(node, until),
    looks: [() => admission.look(), () => slots.look()],
    stop: () => slots.stop(),
  }
}

/**
 * Lets the executions of a workflow in, as many at once as it allows. Decided from the executions that run, under a
 * lock of the workflow, and asked again whenever one is created or ends: there is no counter that could be wrong.
 * The lock only saves work, for its connection may break: each admission counts once more in its own commit.
 */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { DecidedBatch } from '../engine/decide-batch.ts'
import type { Engine } from '../engine/engine.ts'
import type { Logger } from '../ops/logger.ts'
import {
  type AdmissionView,
  listWorkflowsWithPending,
  lockAdmission,
  readAdmission,
} from '../store/admissions.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'

export interface AdmissionDeps {
  readonly db: Queryable
  readonly runInTransaction: RunInTransaction
  readonly engine: Engine
  readonly logger: Logger
}

/** What is to be done for the executions of one workflow. */
export interface AdmissionPlan {
  readonly admit: readonly string[]
  readonly cancel: readonly string[]
}

/** Pure: who gets in and who has to go, from who runs and who waits. */
export function planAdmission(
  { live, pending }: { readonly live: readonly string[]; readonly pending: readonly string[] },
  { limit, onLimit }: { readonly limit: number; readonly onLimit: 'queue' | 'skip' | 'cancel_oldest' },
): AdmissionPlan {
  const free = Math.max(0, limit - live.length)
  if (onLimit === 'queue') return { admit: pending.slice(0, free), cancel: [] }
  if (onLimit === 'skip') return { admit: pending.slice(0, free), cancel: pending.slice(free) }
  // The newest count: of those that wait too many, the older ones go before any that runs is kept.
  const admit = pending.slice(-limit)
  const tooMany = Math.max(0, live.length + admit.length - limit)
  return { admit, cancel: [...pending.slice(0, -limit), ...live.slice(0, tooMany)] }
}

export class Admission {
  readonly #deps: AdmissionDeps
  /** Workflows that are being looked at, and whether to look once more afterwards. */
  readonly #looking = new Map<string, boolean>()

  constructor(deps: AdmissionDeps) {
    this.#deps = deps
  }

  /** To be called after each commit. Costs nothing where the workflow has no limit. */
  onCommitted({ execution, events }: DecidedBatch): void {
    const { state, identity } = execution
    if (state.plan.settings.admission === null) return
    const isCreated = events.some(({ type }) => type === 'execution_created')
    if (isCreated || isFinal(state.status)) this.#lookSoon(identity.workflowId)
  }

  /** The look of the sweep: finds executions whose turn came while nobody looked. */
  async look(): Promise<void> {
    for (const workflowId of await listWorkflowsWithPending(this.#deps.db)) this.#lookSoon(workflowId)
  }

  #lookSoon(workflowId: string): void {
    if (this.#looking.has(workflowId)) {
      this.#looking.set(workflowId, true)
      return
    }
    this.#looking.set(workflowId, false)
    this.#lookAt(workflowId)
      .catch((error: unknown) => {
        this.#deps.logger.warn({ event: 'admission_failed', workflowId, err: error })
      })
      .finally(() => {
        const again = this.#looking.get(workflowId)
        this.#looking.delete(workflowId)
        if (again) this.#lookSoon(workflowId)
      })
  }

  #lookAt(workflowId: string): Promise<void> {
    return this.#deps.runInTransaction(async (db) => {
      await lockAdmission(db, workflowId)
      const view = await readAdmission(db, workflowId)
      const limits = await this.#limitsOf(workflowId, view)
      if (limits === null) return
      const pending = view.pending.map(({ id }) => id)
      const { admit, cancel } = planAdmission({ live: view.live, pending }, limits)
      const now = Date.now()
      const reason = `The workflow runs ${limits.limit} at once`
      // All of it before the lock is given back: the next one has to see it. And who goes makes room for who comes.
      await Promise.all(
        cancel.map((id) => this.#deps.engine.submit(id, { type: 'cancel-execution', now, by: null, reason })),
      )
      for (const id of admit) await this.#deps.engine.submit(id, { type: 'admit-execution', now })
    })
  }

  /** The limits of the version that is next. */
  async #limitsOf(workflowId: string, { pending: [next] }: AdmissionView) {
    if (next === undefined) return null
    const { plan } = await this.#deps.engine.plans.get(workflowId, next.version, next.subgraph)
    return plan.settings.admission ?? { limit: Number.MAX_SAFE_INTEGER, onLimit: 'queue' as const }
  }
}

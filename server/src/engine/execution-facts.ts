/**
 * What an attempt is told of its execution: what never changes once it has started. A worker whose executions are
 * decided elsewhere knows this much of them, and reads their nodes only for those attempts that ask for them.
 */
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { loadIdentity, type StoredIdentity } from '../store/load-identity.ts'
import type { Queryable } from '../store/queryable.ts'
import type { ExecutionIdentity } from '../store/transition.ts'
import type { PlanCache } from './plan-cache.ts'

/** A live execution is one, too. */
export interface ExecutionFacts {
  readonly id: string
  readonly identity: ExecutionIdentity
  readonly state: Pick<ExecutionState, 'plan' | 'startedAt'>
}

/** An input may be large: only the latest are remembered. */
const rememberedAtMost = 100

export class FactsCache {
  readonly #db: Queryable
  readonly #plans: PlanCache
  readonly #identities = new Map<string, Promise<StoredIdentity | null>>()

  constructor(db: Queryable, plans: PlanCache) {
    this.#db = db
    this.#plans = plans
  }

  /** Null where there is no such execution. Rejects where the database does. */
  async get(executionId: string): Promise<ExecutionFacts | null> {
    const stored = await (this.#identities.get(executionId) ?? this.#load(executionId))
    if (stored === null) return null
    const { identity, startedAt } = stored
    const { plan } = await this.#plans.get(identity.workflowId, identity.version, identity.subgraph)
    return { id: executionId, identity, state: { plan, startedAt } }
  }

  #load(executionId: string): Promise<StoredIdentity | null> {
    const [oldest] = this.#identities.keys()
    if (oldest !== undefined && this.#identities.size >= rememberedAtMost) this.#identities.delete(oldest)
    const loading = loadIdentity(this.#db, executionId)
    this.#identities.set(executionId, loading)
    loading.catch(() => this.#identities.delete(executionId))
    return loading
  }
}

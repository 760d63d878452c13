/** The executions that this process works on, loaded on first use and dropped when over, idle, or in doubt. */
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { restoreState } from '@heddle/core/execution/restore-state.ts'
import { checkLoaded } from '@heddle/core/execution/validate-state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { type LoadedExecution, loadExecutions } from '../store/load-execution.ts'
import type { Queryable } from '../store/queryable.ts'
import { type LiveExecution, toLiveExecution } from './live-execution.ts'
import type { PlanCache } from './plan-cache.ts'

/** Has the execution repaired; resolves with whether it can be trusted now. It must not reject. */
export type DamageListener = (executionId: string, findings: readonly StateFinding[]) => Promise<boolean>

/** Touched nodes of all cached executions, roughly: about 300 bytes each. */
const maxWeight = 1_000_000
/**
 * What this process did not touch for so long is moved by others, or waits for a person or a timer. A server of a fleet
 * starts executions and hears no more of them.
 */
const idleMs = 60_000

interface Held {
  readonly execution: LiveExecution
  usedAt: number
}

export class ExecutionCache {
  readonly #db: Queryable
  readonly #plans: PlanCache
  /** In the order of last use. */
  readonly #executions = new Map<string, Held>()
  readonly #damaged = new Map<string, readonly StateFinding[]>()
  readonly #damageListeners: DamageListener[] = []
  #weight = 0
  /** The last of them: it is asked for many times in a row. */
  #lastUsed = ''

  constructor(db: Queryable, plans: PlanCache) {
    this.#db = db
    this.#plans = plans
  }

  /** The execution, read from the database where it is not known; null where there is none. */
  async get(executionId: string): Promise<LiveExecution | null> {
    const known = this.peek(executionId)
    if (known !== null) return known
    const loaded = await this.load([executionId])
    return loaded.get(executionId) ?? null
  }

  /** Those of the executions that exist and can be trusted, read in one round trip, where the caller wants it. */
  async load(
    executionIds: readonly string[],
    db: Queryable = this.#db,
  ): Promise<ReadonlyMap<string, LiveExecution>> {
    const found = new Map<string, LiveExecution>()
    const stored = await loadExecutions(db, executionIds)
    for (const id of executionIds) if (!stored.has(id)) this.#damaged.delete(id)
    for (const [id, loaded] of stored) {
      const { workflowId, version, subgraph } = loaded.identity
      const { plan } = await this.#plans.get(workflowId, version, subgraph)
      if (this.#isDamaged(id, plan, loaded)) continue
      // Whoever was quicker may have moved it already.
      const known = this.peek(id)
      const state = known?.state ?? restoreState(plan, loaded.header, loaded.nodes)
      const execution = known ?? toLiveExecution(id, loaded.identity, state)
      if (known === null) this.keep(execution)
      found.set(id, execution)
    }
    return found
  }

  /** Called each time an execution is found that contradicts itself. */
  onDamaged(listener: DamageListener): void {
    this.#damageListeners.push(listener)
  }

  /** Notes what is wrong with an execution; resolves with whether it was repaired and can be read again. */
  async reportDamage(executionId: string, findings: readonly StateFinding[]): Promise<boolean> {
    this.evict(executionId)
    this.#damaged.set(executionId, findings)
    const repaired = await Promise.all(this.#damageListeners.map((listen) => listen(executionId, findings)))
    // Somebody may have read it once more before it was repaired.
    this.evict(executionId)
    return repaired.includes(true)
  }

  /** What was wrong with an execution when it was last read; null where nothing was. */
  damageOf(executionId: string): readonly StateFinding[] | null {
    return this.#damaged.get(executionId) ?? null
  }

  peek(executionId: string): LiveExecution | null {
    const known = this.#executions.get(executionId)
    if (known === undefined) return null
    known.usedAt = Date.now()
    if (this.#lastUsed !== executionId) {
      this.#executions.delete(executionId)
      this.#executions.set(executionId, known)
      this.#lastUsed = executionId
    }
    return known.execution
  }

  keep(execution: LiveExecution): void {
    this.evict(execution.id)
    const now = Date.now()
    this.#executions.set(execution.id, { execution, usedAt: now })
    this.#lastUsed = execution.id
    this.#weight += weightOf(execution)
    for (const [oldest, { usedAt }] of this.#executions) {
      const isIdle = usedAt < now - idleMs
      if (oldest === execution.id || (!isIdle && this.#weight <= maxWeight)) return
      this.evict(oldest)
    }
  }

  /** The next use reads the database again. */
  evict(executionId: string): void {
    const known = this.#executions.get(executionId)
    if (known === undefined) return
    this.#executions.delete(executionId)
    this.#weight -= weightOf(known.execution)
  }

  get size(): number {
    return this.#executions.size
  }

  #isDamaged(id: string, plan: Plan, { header, counters, nodes }: LoadedExecution): boolean {
    const findings = checkLoaded({ plan, header: { ...header, ...counters }, rows: nodes })
    if (findings.length === 0) {
      this.#damaged.delete(id)
      return false
    }
    void this.reportDamage(id, findings)
    return true
  }
}

function weightOf(execution: LiveExecution): number {
  return execution.state.plan.nodes.length + 10
}

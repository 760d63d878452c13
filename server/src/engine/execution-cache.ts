/** The executions that this process works on, loaded on first use and dropped when over, idle, or in doubt. */
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { restoreState } from '@heddle/core/execution/restore-state.ts'
import { checkLoaded } from '@heddle/core/execution/validate-state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { type LoadedExecution, loadExecutions } from '../store/load-execution.ts'
import type { Queryable } from '../store/queryable.ts'
import { type LiveExecution, toLiveExecution } from './live-execution.ts'
import type { PlanCache } from './plan-cache.ts'

export type DamageListener = (executionId: string, findings: readonly StateFinding[]) => void

/** Touched nodes of all cached executions, roughly: about 300 bytes each. */
const maxWeight = 1_000_000

export class ExecutionCache {
  readonly #db: Queryable
  readonly #plans: PlanCache
  /** In the order of last use. */
  readonly #executions = new Map<string, LiveExecution>()
  readonly #damaged = new Map<string, readonly StateFinding[]>()
  readonly #damageListeners: DamageListener[] = []
  #weight = 0

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

  /** Those of the executions that exist and can be trusted, read in one round trip. */
  async load(executionIds: readonly string[]): Promise<ReadonlyMap<string, LiveExecution>> {
    const found = new Map<string, LiveExecution>()
    for (const [id, loaded] of await loadExecutions(this.#db, executionIds)) {
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

  /** Called each time an execution is read that contradicts itself. It must not throw. */
  onDamaged(listener: DamageListener): void {
    this.#damageListeners.push(listener)
  }

  /** What was wrong with an execution when it was last read; null where nothing was. */
  damageOf(executionId: string): readonly StateFinding[] | null {
    return this.#damaged.get(executionId) ?? null
  }

  peek(executionId: string): LiveExecution | null {
    const known = this.#executions.get(executionId)
    if (known === undefined) return null
    this.#executions.delete(executionId)
    this.#executions.set(executionId, known)
    return known
  }

  keep(execution: LiveExecution): void {
    this.evict(execution.id)
    this.#executions.set(execution.id, execution)
    this.#weight += weightOf(execution)
    for (const oldest of this.#executions.keys()) {
      if (this.#weight <= maxWeight || oldest === execution.id) return
      this.evict(oldest)
    }
  }

  /** The next use reads the database again. */
  evict(executionId: string): void {
    const known = this.#executions.get(executionId)
    if (known === undefined) return
    this.#executions.delete(executionId)
    this.#weight -= weightOf(known)
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
    this.#damaged.set(id, findings)
    for (const listener of this.#damageListeners) listener(id, findings)
    return true
  }
}

function weightOf(execution: LiveExecution): number {
  return execution.state.plan.nodes.length + 10
}

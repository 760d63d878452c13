/** Compiled versions by workflow and version. Versions are immutable, so an entry is never wrong, only evicted. */
import { DomainError } from '@heddle/core/errors.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { findVersionRow, weightInNodes } from '../store/find-version.ts'
import type { Queryable } from '../store/queryable.ts'

export interface CompiledVersion {
  readonly workflowName: string
  readonly plan: Plan
  /** In nodes, for the cache. */
  readonly weight: number
}

/** Nodes of all plans kept; a plan of 100,000 nodes takes about 60 MB. */
const maxNodes = 200_000

export class PlanCache {
  readonly #db: Queryable
  readonly #versions = new Map<string, Promise<CompiledVersion>>()
  readonly #sizes = new Map<string, number>()

  constructor(db: Queryable) {
    this.#db = db
  }

  /** Throws WORKFLOW_VERSION_NOT_FOUND. */
  get(workflowId: string, version: number): Promise<CompiledVersion> {
    const key = `${workflowId}/${version}`
    const known = this.#versions.get(key)
    if (known !== undefined) return known
    const loading = this.#compile(workflowId, version)
    this.#versions.set(key, loading)
    loading.then(
      (compiled) => this.#keep(key, compiled.weight),
      () => this.#versions.delete(key),
    )
    return loading
  }

  async #compile(workflowId: string, version: number): Promise<CompiledVersion> {
    const row = await findVersionRow(this.#db, { workflowId, version })
    if (row === null) throw new DomainError('WORKFLOW_VERSION_NOT_FOUND', { workflowId, version })
    const plan = compilePlan(row.document)
    return { workflowName: row.document.name, plan, weight: weightInNodes(row, plan.nodes.length) }
  }

  #keep(key: string, weight: number): void {
    this.#sizes.set(key, weight)
    let total = 0
    for (const size of this.#sizes.values()) total += size
    for (const [oldest, size] of this.#sizes) {
      if (total <= maxNodes || oldest === key) return
      this.#sizes.delete(oldest)
      this.#versions.delete(oldest)
      total -= size
    }
  }
}

/** Compiled versions, and the inner graphs of their nodes. Versions are immutable: an entry is only ever evicted. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { DomainError } from '@heddle/core/errors.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { findSubgraph } from '@heddle/core/plan/find-subgraph.ts'
import { findVersionRow, weightInNodes } from '../store/find-version.ts'
import type { Queryable } from '../store/queryable.ts'

export interface CompiledVersion {
  readonly workflowName: string
  readonly plan: Plan
  /** Of the workflow; what is inside a node has none of its own. */
  readonly inputSchema: WorkflowDocument['inputSchema']
  /** In nodes, for the cache. */
  readonly weight: number
}

/** Nodes of all plans kept; a plan of 100,000 nodes takes about 55 MB. */
const maxNodes = 200_000

export class PlanCache {
  readonly #db: Queryable
  readonly #versions = new Map<string, Promise<CompiledVersion>>()
  readonly #sizes = new Map<string, number>()

  constructor(db: Queryable) {
    this.#db = db
  }

  /** `subgraph` names the node whose inner graph is meant. Throws WORKFLOW_VERSION_NOT_FOUND. */
  get(workflowId: string, version: number, subgraph: string | null = null): Promise<CompiledVersion> {
    const key = `${workflowId}/${version}/${subgraph ?? ''}`
    const known = this.#versions.get(key)
    if (known !== undefined) {
      this.#touch(key)
      return known
    }
    const loading = this.#compile({ workflowId, version }, subgraph)
    this.#versions.set(key, loading)
    loading.then(
      (compiled) => this.#keep(key, compiled.weight),
      () => this.#versions.delete(key),
    )
    return loading
  }

  async #compile(
    key: { workflowId: string; version: number },
    subgraph: string | null,
  ): Promise<CompiledVersion> {
    const row = await findVersionRow(this.#db, key)
    const document = row === null ? null : findSubgraph(row.document, subgraph)
    if (row === null || document === null) throw new DomainError('WORKFLOW_VERSION_NOT_FOUND', key)
    const plan = compilePlan(document)
    const { name: workflowName, inputSchema } = row.document
    return { workflowName, plan, inputSchema, weight: weightInNodes(row, plan.nodes.length) }
  }

  /** The one that was not used for longest goes first. */
  #touch(key: string): void {
    const size = this.#sizes.get(key)
    if (size === undefined) return
    this.#sizes.delete(key)
    this.#sizes.set(key, size)
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

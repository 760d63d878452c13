/**
 * Offers queued nodes to the queue again: those that it lost, that a dead process had kept to itself, or that
 * nobody could add because Redis was away. The database says what is queued; adding what the queue knows is a
 * no-op, and a task too many is refused when it is claimed.
 */
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import type { Task, TaskQueue } from '../queue/task-queue.ts'
import { listQueuedAmong, listQueuedNodes, type QueuedNode } from '../store/list-queued-nodes.ts'
import type { Queryable } from '../store/queryable.ts'
import { toUrgency } from './decide-batch.ts'
import type { ExecutionCache } from './execution-cache.ts'

export interface RedeliveryDeps {
  readonly db: Queryable
  readonly queue: TaskQueue
  readonly executions: ExecutionCache
}

/** The oldest of what waits: enough to notice that the queue forgot, few enough to add for nothing. */
const sampleSize = 500
const everything = 50_000

export class Redelivery {
  readonly #deps: RedeliveryDeps

  constructor(deps: RedeliveryDeps) {
    this.#deps = deps
  }

  /**
   * Offers what has been queued for at least this long, and answers how many it offered. All of it where the queue
   * holds less than what is known to wait, as after a loss of Redis' memory; else the oldest.
   */
  async offerForgotten(olderThanMs: number): Promise<number> {
    const oldest = await this.#offer({ olderThanMs, limit: sampleSize })
    if (oldest < sampleSize) return oldest
    const { tasks } = await this.#deps.queue.depth()
    return tasks >= sampleSize ? oldest : this.#offer({ olderThanMs, limit: everything })
  }

  /** Offers at most `limit` nodes, for a worker that has nothing to do while nodes wait. */
  offerToIdle(olderThanMs: number, limit: number): Promise<number> {
    return this.#offer({ olderThanMs, limit })
  }

  /** Offers these nodes, where they are queued still. */
  async offerNodes(nodes: readonly { executionId: string; nodeIndex: number }[]): Promise<void> {
    const tasks: Task[] = []
    for (const node of await listQueuedAmong(this.#deps.db, nodes)) {
      const task = await this.#toTask(node, new Map())
      if (task !== null) tasks.push(task)
    }
    if (tasks.length > 0) this.#deps.queue.add(tasks)
  }

  async #offer(wanted: { olderThanMs: number; limit: number }): Promise<number> {
    const tasks: Task[] = []
    const offered = new Map<string, number>()
    for (const node of await listQueuedNodes(this.#deps.db, wanted)) {
      if (this.#deps.queue.has(node.executionId, node.nodeIndex)) continue
      const task = await this.#toTask(node, offered)
      if (task !== null) tasks.push(task)
    }
    if (tasks.length > 0) this.#deps.queue.add(tasks)
    return tasks.length
  }

  /** Null beyond what the execution may run at once. Only the plan is used: the state may be behind the row. */
  async #toTask(node: QueuedNode, offered: Map<string, number>): Promise<Task | null> {
    const { executionId, nodeIndex, attempt, executionPriority, seq } = node
    const execution = await this.#deps.executions.get(executionId)
    if (execution === null) return null
    const { plan } = execution.state
    const before = offered.get(executionId) ?? 0
    if (before >= (plan.settings.maxParallel ?? Number.POSITIVE_INFINITY)) return null
    offered.set(executionId, before + 1)
    const urgency = toUrgency(planNode(plan, nodeIndex), executionPriority)
    return { executionId, nodeIndex, attempt: attempt + 1, seq, ...urgency }
  }
}

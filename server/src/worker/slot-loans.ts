/**
 * Slots that an execution keeps for what follows a node: where the end of the node makes another one ready, that
 * one starts in the same commit, here, and no other process has to learn of the execution. Not for ever: after some
 * nodes in a row the slot goes to whoever waits, and the execution takes its turn in the queue.
 */
import type { LiveExecution } from '../engine/live-execution.ts'

/** Nodes in a row. A chain of a hundred then stands in line a dozen times, beside others that wait as long. */
const longestRun = 8
const rememberedAtMost = 1000

export class SlotLoans {
  readonly #loans = new Map<string, number>()
  /** Nodes in a row that started on a kept slot. */
  readonly #runs = new Map<string, number>()

  /** Keeps the slot of a node that ends; false where it is to be given back at once. */
  keep(execution: LiveExecution, nodeIndex: number): boolean {
    const { id } = execution
    if (!mayLeadOn(execution, nodeIndex)) return false
    const run = this.#runs.get(id) ?? 0
    if (run >= longestRun) {
      this.#runs.delete(id)
      return false
    }
    this.#loans.set(id, (this.#loans.get(id) ?? 0) + 1)
    return true
  }

  /** Uses a kept slot of the execution, where there is one. */
  use(executionId: string): boolean {
    if (!this.#takeOne(executionId)) return false
    if (this.#runs.size > rememberedAtMost) this.#runs.clear()
    this.#runs.set(executionId, (this.#runs.get(executionId) ?? 0) + 1)
    return true
  }

  /** After the commit: true where nothing used the slot, so that it is free now. */
  giveBack(executionId: string): boolean {
    return this.#takeOne(executionId)
  }

  #takeOne(executionId: string): boolean {
    const loans = this.#loans.get(executionId) ?? 0
    if (loans === 0) return false
    if (loans === 1) this.#loans.delete(executionId)
    else this.#loans.set(executionId, loans - 1)
    return true
  }
}

/** True where the end of the node may settle a target. A join that waits for many others keeps no slot idle. */
function mayLeadOn({ state }: LiveExecution, nodeIndex: number): boolean {
  const { outgoing, incoming } = state.plan
  return (outgoing[nodeIndex] ?? []).some(({ target }) => {
    const { status, edgesMet, edgesMissed, edgesFailed } = state.getNode(target)
    const open = (incoming[target]?.length ?? 0) - edgesMet - edgesMissed - edgesFailed
    return status === 'pending' && open <= 1
  })
}

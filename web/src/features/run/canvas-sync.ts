/** Carries an execution's state to the canvas: only cards and threads that may look different are touched. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { ExecutionState, NodeRecord } from '@heddle/core/execution/state.ts'
import type { GraphNode } from '../../graph-view/graph-model.ts'
import type { GraphStore } from '../../graph-view/graph-store.ts'
import { hasTickingLine, toCardLine, toShownItems, toShownStatus } from './core/card-line.ts'
import { isCutOff } from './core/cut-off.ts'
import type { Touched } from './core/live-execution.ts'
import { type NodeWords, toNodeWords } from './core/run-graph.ts'
import { toRunThread } from './core/thread-state.ts'

export interface CanvasSync {
  /** Shows a state; `touched` are the nodes that differ from what was shown last. */
  show(state: ExecutionState, touched: Touched, now: number): void
  /** Renews the lines that change with time alone. */
  tick(state: ExecutionState, now: number): void
}

export function createCanvasSync(
  store: GraphStore,
  types: ReadonlyMap<string, NodeTypeDeclaration>,
): CanvasSync {
  const words = new Map<number, NodeWords>()
  const ticking = new Set<number>()

  function patchOf(state: ExecutionState, index: number, now: number): readonly [string, Partial<GraphNode>] {
    const node = state.plan.nodes[index]
    const record = state.getNode(index)
    if (node && !words.has(index)) words.set(index, toNodeWords(node, types.get(node.type)))
    const { typeLabel, restLine } = words.get(index) ?? { typeLabel: '', restLine: '' }
    const cutOff = record.status === 'skipped' && isCutOff(state, index)
    const tries = toTries(record)
    const isPaused = state.status === 'paused'
    const most = Math.max(node?.retry.maxAttempts ?? 1, tries)
    return [
      node?.id ?? '',
      {
        status: toShownStatus(record, state.status),
        items: toShownItems(record),
        detail: toCardLine({ record, typeLabel, restLine, isPaused, isCutOff: cutOff, now }),
        attempt: tries > 1 ? { n: tries, of: most } : undefined,
        progress: record.status === 'running' ? (record.progress ?? undefined) : undefined,
      },
    ]
  }

  return {
    show(state, touched, now) {
      const { plan } = state
      const indexes = touched === 'all' ? plan.nodes.map((node) => node.index) : [...touched]
      for (const index of indexes) {
        if (hasTickingLine(state.getNode(index).status)) ticking.add(index)
        else ticking.delete(index)
      }
      const edges =
        touched === 'all'
          ? plan.edges
          : indexes.flatMap((index) => [...(plan.outgoing[index] ?? []), ...(plan.incoming[index] ?? [])])
      store.patchNodes(indexes.map((index) => patchOf(state, index, now)))
      store.setThreadStates(edges.map((edge) => [String(edge.index), toRunThread(state, edge)] as const))
    },
    tick(state, now) {
      store.patchNodes([...ticking].map((index) => patchOf(state, index, now)))
    },
  }
}

/** Attempts that were tried again: one that waits and goes on afterwards is not. */
function toTries({ status, failures, losses, keptFrom }: NodeRecord): number {
  if (keptFrom !== null) return 0
  const spent = failures + losses
  return status === 'failed' || status === 'retrying' || status === 'cancelled' ? spent : spent + 1
}

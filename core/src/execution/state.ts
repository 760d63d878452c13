/**
 * What is known of one execution. The owner of a state advances it with `evolve`; node records are replaced,
 * never changed, so that a reader sees by identity what moved. A draft reads through to the state it stands
 * on and keeps its own changes apart: `decide` works on a draft and leaves the state as it was.
 */
import type { Plan } from '../plan/compile-plan.ts'
import { listNestingNodes } from '../plan/nesting-nodes.ts'
import type { CachedFrom, ItemCounts, KeptFrom, NodeError, WaitReason } from './event.ts'
import type { ExecutionStatus, NodeStatus } from './status.ts'

export interface NodeRecord {
  readonly status: NodeStatus
  /** Number of the last attempt; 0 before the first. */
  readonly attempt: number
  /** Attempts that failed by themselves; lost ones are counted apart. */
  readonly failures: number
  readonly losses: number
  readonly workerId: string | null
  /** From 0 to 1, where the node reports it. */
  readonly progress: number | null
  readonly progressMessage: string | null
  /** What the node waits for, while it does. */
  readonly waitingFor: WaitReason | null
  /** Of a map or a sub-workflow. */
  readonly items: ItemCounts | null
  readonly port: string | null
  readonly conditions: Readonly<Record<number, boolean>> | null
  /** Why the last attempt failed; of a completed node, the failure for which its fallback stands in. */
  readonly error: NodeError | null
  readonly quality: number | null
  readonly keptFrom: KeptFrom | null
  readonly cachedFrom: CachedFrom | null
  readonly queuedAt: string | null
  readonly startedAt: string | null
  readonly completedAt: string | null
  /** When a pause between attempts or a wait is over, or until when a queued node has to start. */
  readonly dueAt: string | null
  /** Outcomes of the incoming edges so far. */
  readonly edgesMet: number
  readonly edgesMissed: number
  readonly edgesFailed: number
}

/** How many nodes are in a status that something counts; pending nodes are the rest. */
export interface StatusCounts {
  readonly running: number
  readonly completed: number
  readonly failed: number
  readonly skipped: number
  readonly cancelled: number
}

export interface ExecutionHeader {
  status: ExecutionStatus
  /** Number of the last event; 0 before the first. */
  seq: number
  priority: number
  createdAt: string | null
  startedAt: string | null
  completedAt: string | null
  /** Until when the execution has to have started while it is pending, to have ended afterwards. */
  deadlineAt: string | null
  error: NodeError | null
  errorNodeId: string | null
}

export interface ExecutionState extends ExecutionHeader {
  readonly plan: Plan
  counts: StatusCounts
  /** Failed nodes that no failure edge takes care of. */
  unhandledFailures: number
  getNode(index: number): NodeRecord
  setNode(index: number, record: NodeRecord): void
}

export const pendingNode: NodeRecord = {
  status: 'pending',
  attempt: 0,
  failures: 0,
  losses: 0,
  workerId: null,
  progress: null,
  progressMessage: null,
  waitingFor: null,
  items: null,
  port: null,
  conditions: null,
  error: null,
  quality: null,
  keptFrom: null,
  cachedFrom: null,
  queuedAt: null,
  startedAt: null,
  completedAt: null,
  dueAt: null,
  edgesMet: 0,
  edgesMissed: 0,
  edgesFailed: 0,
}

/** The state before the first event. Nodes that nothing touched share one record. */
export function emptyState(plan: Plan): ExecutionState {
  const nodes: (NodeRecord | undefined)[] = []
  return {
    plan,
    status: 'pending',
    seq: 0,
    priority: 0,
    createdAt: null,
    startedAt: null,
    completedAt: null,
    deadlineAt: null,
    error: null,
    errorNodeId: null,
    counts: { running: 0, completed: 0, failed: 0, skipped: 0, cancelled: 0 },
    unhandledFailures: 0,
    getNode: (index) => nodes[index] ?? pendingNode,
    setNode: (index, record) => {
      nodes[index] = record
    },
  }
}

/** A state of its own on top of another: costs what it changes, and leaves the one below untouched. */
export function draftOf(state: ExecutionState): ExecutionState {
  const changed = new Map<number, NodeRecord>()
  return {
    ...state,
    getNode: (index) => changed.get(index) ?? state.getNode(index),
    setNode: (index, record) => {
      changed.set(index, record)
    },
  }
}

/** Nodes that have their last status. When it equals the plan's nodes, the execution is over. */
export function countSettled(state: ExecutionState): number {
  const { completed, failed, skipped, cancelled } = state.counts
  return completed + failed + skipped + cancelled
}

/**
 * Share of settled nodes in percent, rounded down so that 100 means all. A node that waits for its items counts by
 * their share. Cost O(maps and sub-workflows).
 */
export function toProgressPercent(state: ExecutionState): number {
  const total = state.plan.nodes.length
  return total === 0 ? 100 : Math.floor(((countSettled(state) + sumItemShares(state)) * 100) / total)
}

function sumItemShares({ plan, getNode }: ExecutionState): number {
  let sum = 0
  for (const index of listNestingNodes(plan)) {
    const { status, items } = getNode(index)
    if (status === 'waiting' && items !== null && items.total > 0)
      sum += (items.completed + items.failed) / items.total
  }
  return sum
}

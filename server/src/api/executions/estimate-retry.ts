/** How long nodes would take to run again, from how long they usually take. */
import { outgoingEdges, type Plan, planNode } from '@heddle/core/plan/compile-plan.ts'

/** Milliseconds of a good and of a slow run. */
export interface TimeRange {
  readonly low: number
  readonly high: number
}

interface Question {
  readonly runAgain: readonly string[]
  /** Nodes that run at once. */
  readonly atOnce: number
  /** Null for a node of which no time is known. */
  readonly durationOf: (nodeId: string) => TimeRange | null
}

/**
 * `low` with a worker for every node: the longest way through them. `high` is what no order of starting nodes
 * exceeds that leaves no worker idle (Graham 1969): the longest way, and the rest shared out. Null where no time
 * is known; a node of which none is known counts as short at best and as the others' average at worst.
 */
export function estimateRetry(plan: Plan, question: Question): TimeRange | null {
  const { runAgain, atOnce, durationOf } = question
  const known = new Map(runAgain.flatMap((id) => toEntry(id, durationOf(id))))
  if (known.size === 0) return null
  const sum = [...known.values()].reduce((total, { high }) => total + high, 0)
  const average = sum / known.size
  const again = new Set(runAgain)
  const highOf = (id: string) => (again.has(id) ? (known.get(id)?.high ?? average) : 0)
  const low = toLongestWay(plan, (id) => known.get(id)?.low ?? 0)
  const longest = toLongestWay(plan, highOf)
  const work = sum + average * (again.size - known.size)
  return { low, high: longest + (work - longest) / Math.max(1, atOnce) }
}

function toEntry(id: string, range: TimeRange | null): [string, TimeRange][] {
  return range === null ? [] : [[id, range]]
}

function toLongestWay(plan: Plan, durationOf: (nodeId: string) => number): number {
  const open = plan.nodes.map((node) => plan.incoming[node.index]?.length ?? 0)
  const startsAt = plan.nodes.map(() => 0)
  const ready = [...plan.roots]
  let longest = 0
  for (const index of ready) {
    const endsAt = (startsAt[index] ?? 0) + durationOf(planNode(plan, index).id)
    longest = Math.max(longest, endsAt)
    for (const { target } of outgoingEdges(plan, index)) {
      startsAt[target] = Math.max(startsAt[target] ?? 0, endsAt)
      open[target] = (open[target] ?? 0) - 1
      if (open[target] === 0) ready.push(target)
    }
  }
  return longest
}

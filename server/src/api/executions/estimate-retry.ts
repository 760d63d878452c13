/** How long nodes would take to run again, from how long they took the last time. */
import { outgoingEdges, type Plan, planNode } from '@heddle/core/plan/compile-plan.ts'

/**
 * `low` with a worker for every node: the longest way through them. `high` with one worker: all of them. Null
 * where no time is known. `durationOf` says milliseconds, null for a node that never ran.
 */
export function estimateRetry(
  plan: Plan,
  runAgain: readonly string[],
  durationOf: (nodeId: string) => number | null,
): { low: number; high: number } | null {
  const known = runAgain.flatMap((id) => durationOf(id) ?? [])
  if (known.length === 0) return null
  const again = new Set(runAgain)
  const open = plan.nodes.map((node) => plan.incoming[node.index]?.length ?? 0)
  const startsAt = plan.nodes.map(() => 0)
  const ready = [...plan.roots]
  let low = 0
  for (const index of ready) {
    const { id } = planNode(plan, index)
    const endsAt = (startsAt[index] ?? 0) + (again.has(id) ? (durationOf(id) ?? 0) : 0)
    low = Math.max(low, endsAt)
    for (const { target } of outgoingEdges(plan, index)) {
      startsAt[target] = Math.max(startsAt[target] ?? 0, endsAt)
      open[target] = (open[target] ?? 0) - 1
      if (open[target] === 0) ready.push(target)
    }
  }
  return { low, high: known.reduce((sum, duration) => sum + duration, 0) }
}

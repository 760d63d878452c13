/** Nodes whose work is done by executions of their own: one for each item of a list, or one for another workflow. */
import type { Plan } from './compile-plan.ts'

const nestingTypes: ReadonlySet<string> = new Set(['map', 'subworkflow'])
const known = new WeakMap<Plan, readonly number[]>()

/** Their indexes. Looked for once a plan. */
export function listNestingNodes(plan: Plan): readonly number[] {
  const listed = known.get(plan)
  if (listed !== undefined) return listed
  const found = plan.nodes.filter(({ type }) => nestingTypes.has(type)).map(({ index }) => index)
  known.set(plan, found)
  return found
}

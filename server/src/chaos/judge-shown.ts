/** What lists and pages show of an execution is what its events say. */
import type { Violation } from './violation.ts'
import { isFinalType, type RunHistory } from './wire-event.ts'

export function judgeShown({ executionId, events, ...shown }: RunHistory): Violation[] {
  const count = (type: string) => events.filter((event) => event.type === type).length
  const end = events.find(({ type }) => isFinalType(type))
  // One that has not ended moves while it is read.
  if (end === undefined) return []
  const told = {
    status: end.type.slice('execution_'.length),
    completedNodes: count('node_completed'),
    failedNodes: count('node_failed'),
  }
  const differences = (['status', 'completedNodes', 'failedNodes'] as const).filter(
    (name) => shown[name] !== told[name],
  )
  return differences.map((name) => ({
    rule: 'what is shown agrees with the events',
    executionId,
    detail: `${name} is ${shown[name]}, and ${told[name]} by the events`,
  }))
}

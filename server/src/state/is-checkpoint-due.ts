/**
 * When the history of an execution is long enough for the next checkpoint. Told by the numbers of the events
 * alone, so that of all processes that commit to an execution exactly one makes each.
 */

/** After so many, the distance grows with the history: a checkpoint costs as much as the execution has nodes. */
const evenSteps = 4
const growth = 1.25

/** True where the commit that led from `before` to `after` passed a checkpoint. O(1) events a checkpoint, amortised. */
export function isCheckpointDue(crossed: {
  readonly before: number
  readonly after: number
  readonly everyEvents: number
}): boolean {
  const { before, after, everyEvents } = crossed
  if (after < everyEvents) return false
  return countPassed(before, everyEvents) < countPassed(after, everyEvents)
}

function countPassed(seq: number, everyEvents: number): number {
  const steps = seq / everyEvents
  if (steps < evenSteps) return Math.floor(steps)
  return evenSteps + Math.floor(Math.log(steps / evenSteps) / Math.log(growth))
}

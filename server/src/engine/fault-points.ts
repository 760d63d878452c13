/** Named places where a test may make the engine fail. Inert unless a test installs a fault. */
export type FaultPoint = 'before-commit' | 'after-commit' | 'before-publish'

const faults = new Map<FaultPoint, () => void>()

/** Tests only: what happens when the place is passed; null makes it inert again. */
export function installFault(point: FaultPoint, fault: (() => void) | null): void {
  if (fault === null) faults.delete(point)
  else faults.set(point, fault)
}

export function passFaultPoint(point: FaultPoint): void {
  faults.get(point)?.()
}

/** A share as whole percent, rounded down: 100 only at the end. 0.58 times 100 falls short of 58 by its last binary digit. */
export function toPercent(share: number): number {
  return Math.floor(share * 100 + 1e-6)
}

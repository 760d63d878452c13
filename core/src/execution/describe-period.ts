const units = [
  { ms: 86_400_000, name: 'day' },
  { ms: 3_600_000, name: 'hour' },
  { ms: 60_000, name: 'minute' },
]

/** The period of a rate: `1 hour`, `15 minutes`, `90 s`. */
export function describePeriod(perMs: number): string {
  const unit = units.find(({ ms }) => perMs >= ms && perMs % ms === 0)
  if (unit === undefined) return `${perMs / 1000} s`
  const value = perMs / unit.ms
  return `${value} ${unit.name}${value === 1 ? '' : 's'}`
}

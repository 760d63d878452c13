/** Spans that people set, in words: `45 s`, `1 min 30 s`, `2 h`, `1 d 12 h`. At most two units, for nobody sets three. */

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const

/** Text that is no number, as a field may hold while it is written, is given back as it is. */
export function toSpanWords(seconds: unknown): string {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return String(seconds)
  const words: string[] = []
  let rest = seconds
  for (const unit of units) {
    const count = Math.floor(rest / unit.seconds)
    if (count > 0) words.push(`${count} ${unit.name}`)
    rest -= count * unit.seconds
  }
  if (rest > 0 || words.length === 0) words.push(`${Number(rest.toFixed(1))} s`)
  return words.slice(0, 2).join(' ')
}

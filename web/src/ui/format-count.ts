/** Counts and shares as words. */

/** `1,204` */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** A share from 0 to 1 as `96.7 %`; 1 is `100 %`, and a share below it never rounds up to it. */
export function formatPercent(share: number, digits = 1): string {
  if (share >= 1) return '100 %'
  if (share <= 0) return '0 %'
  const step = 10 ** digits
  const rounded = Math.min(Math.round(share * 100 * step) / step, 100 - 1 / step)
  return `${rounded.toFixed(digits)} %`
}

/** `1 node`, `3 nodes`, `1,204 nodes`; an irregular plural is given. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

/** JSON text in which the order of keys does not matter: equal values give equal text. */

/** Recursive: for values of bounded depth. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, child]) => child !== undefined)
  const texts = entries.map(([key, child]) => `${JSON.stringify(key)}:${toCanonicalJson(child)}`)
  return `{${texts.sort().join(',')}}`
}

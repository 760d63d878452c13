/** JSON text in which the order of keys does not matter: equal values give equal text. */

/** Recursive: for values of bounded depth. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, child]) => child !== undefined)
  const texts = entries.map(([key, child]) => `${JSON.stringify(key)}:${toCanonicalJson(child)}`)
  return `{${texts.sort().join(',')}}`
}

/** True when both are the same JSON value. */
export function equalsJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  return toCanonicalJson(one) === toCanonicalJson(other)
}

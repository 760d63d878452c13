/** Turns what JSONata returns into plain JSON: its lists carry methods and flags, its functions are objects. */

/** Deep copy. Nothing, functions and numbers that JSON lacks become null. */
export function toPlainJson(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'bigint':
      return Number(value)
    case 'object':
      return value === null ? null : copyObject(value)
    default:
      return null
  }
}

function copyObject(value: object): unknown {
  if (Array.isArray(value)) return Array.from(value, toPlainJson)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if ('_jsonata_function' in value || '_jsonata_lambda' in value) return null
  const entries = Object.entries(value).filter(([, child]) => child !== undefined)
  // From entries, not by assignment: a key named __proto__ stays a key.
  return Object.fromEntries(entries.map(([key, child]) => [key, toPlainJson(child)]))
}

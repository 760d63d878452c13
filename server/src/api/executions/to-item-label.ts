/** What people tell an item by, from the beginning of its JSON text; null where it says nothing. Pure. */

const maxCharacters = 80
const namingKeys = ['name', 'title', 'label', 'id', 'key', 'path', 'file', 'url']

export function toItemLabel(text: string): string | null {
  const value = parse(text)
  if (typeof value === 'string' || typeof value === 'number') return cut(String(value))
  if (value === undefined) return cut(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const named = namingKeys.map((key) => (value as Record<string, unknown>)[key]).find(isName)
  return named === undefined ? null : cut(String(named))
}

function isName(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

/** Undefined for a text that was cut off. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function cut(text: string): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters - 3)}...`
}

/** Depth and size of a JSON value, without recursion: it guards everything that walks such a value recursively. */

export const maxDepth = 100
export const maxValues = 8_000_000

export type Oversize = { readonly what: 'depth' | 'values'; readonly path: readonly (string | number)[] }

interface Level {
  readonly value: object
  readonly depth: number
  readonly key: string | number
  readonly parent: Level | null
}

/** The first place that is nested too deeply, or where the values became too many; null when all is well. */
export function findOversize(root: unknown): Oversize | null {
  if (typeof root !== 'object' || root === null) return null
  const open: Level[] = [{ value: root, depth: 1, key: '', parent: null }]
  let values = 1
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    if (level.depth > maxDepth) return { what: 'depth', path: pathOf(level) }
    const keys = Object.keys(level.value)
    values += keys.length
    if (values > maxValues) return { what: 'values', path: pathOf(level) }
    for (const key of keys) {
      const child = (level.value as Record<string, unknown>)[key]
      if (typeof child !== 'object' || child === null) continue
      open.push({ value: child, depth: level.depth + 1, key, parent: level })
    }
  }
  return null
}

/** Entries of all objects and lists in a value, at most up to the limit for a document. */
export function countValues(root: unknown): number {
  let values = 1
  const open: unknown[] = [root]
  for (let value = open.pop(); value !== undefined && values < maxValues; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const children = Object.values(value)
    values += children.length
    for (const child of children) if (typeof child === 'object' && child !== null) open.push(child)
  }
  return values
}

function pathOf(level: Level): (string | number)[] {
  const path: (string | number)[] = []
  for (let at: Level | null = level; at?.parent != null; at = at.parent) path.push(at.key)
  return path.reverse()
}

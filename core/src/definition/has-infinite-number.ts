/** Numbers too large for JavaScript, such as 1e999, are read as Infinity and would be written back as null. */
export function hasInfiniteNumber(root: unknown): boolean {
  const open = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'number' && !Number.isFinite(value)) return true
    if (typeof value !== 'object' || value === null) continue
    for (const child of Object.values(value))
      if (typeof child === 'number' || typeof child === 'object') open.push(child)
  }
  return false
}

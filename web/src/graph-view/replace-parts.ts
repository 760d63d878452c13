/**
 * Makes `known` hold exactly `parts`, in their order; equal parts keep their identity. Returns the ids of the parts
 * that are new, differ or are gone, and whether any is new or gone.
 */
export function replaceParts<Part extends { readonly id: string }>(
  known: Map<string, Part>,
  parts: readonly Part[],
  isSame: (a: Part, b: Part) => boolean,
): { changed: string[]; reshaped: boolean } {
  const before = new Map(known)
  const changed: string[] = []
  let reshaped = before.size !== parts.length
  known.clear()
  for (const part of parts) {
    const old = before.get(part.id)
    const kept = old && isSame(old, part) ? old : part
    if (!old) reshaped = true
    if (kept === part && old !== part) changed.push(part.id)
    known.set(part.id, kept)
    before.delete(part.id)
  }
  changed.push(...before.keys())
  return { changed, reshaped }
}

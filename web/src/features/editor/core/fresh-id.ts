/** The first free id made from `wish`: letters, digits and `_` only, so that expressions need no quotes. */
export function toFreshId(wish: string, isTaken: (id: string) => boolean): string {
  const stem =
    wish
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60)
      .toLowerCase() || 'node'
  if (!isTaken(stem)) return stem
  const base = stem.replace(/_\d+$/, '')
  for (let n = 2; ; n += 1) {
    const id = `${base}_${n}`
    if (!isTaken(id)) return id
  }
}

/** `Shell`, then `Shell 2`: names are for people, so they count like ids do. */
export function toFreshName(wish: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wish)) return wish
  const base = wish.replace(/ \d+$/, '')
  for (let n = 2; ; n += 1) {
    const name = `${base} ${n}`
    if (!isTaken(name)) return name
  }
}

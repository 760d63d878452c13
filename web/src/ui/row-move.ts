interface RowMove {
  key: string
  index: number
  count: number
  /** No Ctrl, Alt or Meta is held. */
  plain: boolean
}

/** The row that a key leads to from `index`, or null where the key moves nothing. */
export function moveRow({ key, index, count, plain }: RowMove): number | null {
  if (!plain || count === 0) return null
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(last, index + 1)
    case 'ArrowUp':
    case 'k':
      return Math.max(0, index - 1)
    case 'PageDown':
      return Math.min(last, index + 10)
    case 'PageUp':
      return Math.max(0, index - 10)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/** Hands a text to the reader as a file. The name carries the ending. */
export function downloadText(name: string, text: string, contentType = 'text/csv'): void {
  const href = URL.createObjectURL(new Blob([text], { type: `${contentType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  URL.revokeObjectURL(href)
}

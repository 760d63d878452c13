/** The first sentence of a Markdown description, without its marks: what fits below a name. */
export function plainSummary(markdown: string): string {
  const text = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+/gm, '')
    .replace(/[*_]{1,3}([^*_\n]+)[*_]{1,3}/g, '$1')
    .replaceAll('`', '')
    .replace(/\s+/g, ' ')
    .trim()
  return /^.+?[.:!?](?=\s|$)/.exec(text)?.[0].replace(/[.:]$/, '') ?? text
}

/** Finds the `{{ expression }}` spans of a string. Braces, quotes, comments and regular expressions inside one are JSONata's. */

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `start` is the offset of `source` in the whole string, for the position of an error. */
  | { readonly kind: 'expression'; readonly source: string; readonly start: number }

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[]
  /** Offset of a `{{` that nothing closes, or null. */
  readonly unclosedAt: number | null
}

/** Cheap test whether a string has to be looked at. */
export function containsTemplate(text: string): boolean {
  return text.includes('{{')
}

/** Cost O(length). An unclosed `{{` ends the parts; what precedes it is kept. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = []
  let position = 0
  while (position < text.length) {
    const open = text.indexOf('{{', position)
    if (open === -1) break
    if (open > position) parts.push({ kind: 'text', text: text.slice(position, open) })
    const start = open + 2
    const close = findClose(text, start)
    if (close === -1) return { parts, unclosedAt: open }
    parts.push({ kind: 'expression', source: text.slice(start, close), start })
    position = close + 2
  }
  if (position < text.length) parts.push({ kind: 'text', text: text.slice(position) })
  return { parts, unclosedAt: null }
}

/** The only expression of a string that holds nothing else but white space; its value then keeps its type. */
export function findLoneExpression(template: ParsedTemplate): { source: string; start: number } | null {
  let lone: { source: string; start: number } | null = null
  for (const part of template.parts) {
    if (part.kind === 'text') {
      if (part.text.trim() !== '') return null
    } else if (lone === null) lone = part
    else return null
  }
  return lone
}

/** Offset of the `}}` that closes an expression which begins at `start`, or -1. */
function findClose(text: string, start: number): number {
  let depth = 0
  let operandBefore = false
  let position = start
  while (position < text.length) {
    const char = text[position] ?? ''
    if (char === '}' && depth === 0) {
      if (text[position + 1] === '}') return position
      return -1
    }
    const end = endOfToken(text, position, operandBefore)
    if (end === -1) return -1
    if (char === '{') depth += 1
    if (char === '}') depth -= 1
    if (!isBlank(char) && !text.startsWith('/*', position)) operandBefore = endsOperand(text, position, end)
    position = end
  }
  return -1
}

/** Offset behind the token at `position`, or -1 when it never ends. */
function endOfToken(text: string, position: number, operandBefore: boolean): number {
  const char = text[position] ?? ''
  if (char === '"' || char === "'") return endOfQuoted(text, position, char)
  if (char === '`') return after(text.indexOf('`', position + 1), 1)
  if (text.startsWith('/*', position)) return after(text.indexOf('*/', position + 2), 2)
  // A slash behind an operand divides; anywhere else it opens a regular expression.
  if (char === '/' && !operandBefore) return endOfQuoted(text, position, '/')
  if (isWord(char)) {
    let end = position + 1
    while (end < text.length && isWord(text[end] ?? '')) end += 1
    return end
  }
  return position + 1
}

function endOfQuoted(text: string, position: number, quote: string): number {
  for (let at = position + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote) return at + 1
  }
  return -1
}

function after(position: number, length: number): number {
  return position === -1 ? -1 : position + length
}

function endsOperand(text: string, position: number, end: number): boolean {
  const token = text.slice(position, end)
  if (token === 'and' || token === 'or' || token === 'in') return false
  return /^[\w$"'`)\]}]/.test(token) || token.length > 1
}

function isWord(char: string): boolean {
  return /[\w$]/.test(char)
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r'
}

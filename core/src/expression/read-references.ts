/** What an expression reads, or why it cannot be read. Dotted names, which most expressions are, need no parser. */
import { type ExpressionSyntaxError, parseExpression } from './parse-expression.ts'
import { noReferences, type References } from './references.ts'

export type ReadReferences =
  | { readonly ok: true; readonly references: References }
  | { readonly ok: false; readonly error: ExpressionSyntaxError }

const dottedNames = /^\s*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/
/** Names that mean something to JSONata where a name may stand. */
const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** Never throws. The parser takes 30 times as long for a dotted name, and a large workflow has one in each node. */
export function readReferences(source: string): ReadReferences {
  if (source.length <= 1000 && dottedNames.test(source)) {
    const names = source.trim().split('.')
    if (!names.some((name) => words.has(name))) return { ok: true, references: readNames(names) }
  }
  const parsed = parseExpression(source)
  return parsed.ok ? { ok: true, references: parsed.references } : parsed
}

function readNames([scope, node]: readonly string[]): References {
  if (scope === 'input') return { ...noReferences, input: true }
  if (scope !== 'nodes') return noReferences
  return node === undefined ? { ...noReferences, all: true } : { ...noReferences, nodes: new Set([node]) }
}

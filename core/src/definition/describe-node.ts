/** The second line of a node's card before it runs: its type and what tells it from others, `HTTP · POST`. */
import type { NodeTypeDeclaration } from './node-type.ts'

/**
 * Puts parameters, or else their defaults, into the declaration's `detail`. Where none of the named parameters
 * is set, and where the declaration has no detail, the label stands alone.
 */
export function describeNode(
  declaration: NodeTypeDeclaration,
  params: Readonly<Record<string, unknown>>,
): string {
  let names = 0
  let found = 0
  const detail = (declaration.detail ?? '').replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const word = toWord(params[name] ?? defaultOf(declaration, name))
    names += 1
    if (word !== '') found += 1
    return word
  })
  const isEmpty = detail.trim() === '' || (names > 0 && found === 0)
  return isEmpty ? declaration.label : `${declaration.label} · ${detail.trim()}`
}

/** Scalars alone fit a card. */
function toWord(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? (value.trim().split('\n')[0] ?? '') : ''
}

function defaultOf({ params }: NodeTypeDeclaration, name: string): unknown {
  const property = isRecord(params.properties) ? params.properties[name] : undefined
  return isRecord(property) ? property.default : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

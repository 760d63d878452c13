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
    const property = propertyOf(declaration, name)
    const word = toWord(params[name] ?? property.default, property)
    names += 1
    if (word !== '') found += 1
    return word
  })
  const isEmpty = detail.trim() === '' || (names > 0 && found === 0)
  return isEmpty ? declaration.label : `${declaration.label} · ${detail.trim()}`
}

/** Scalars alone fit a card; milliseconds are said as people say them. */
function toWord(value: unknown, property: Readonly<Record<string, unknown>>): string {
  const hints = property['x-heddle']
  if (typeof value === 'number' && isRecord(hints) && hints.unit === 'ms') return toTimeWord(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? (value.trim().split('\n')[0] ?? '') : ''
}

/** `250 ms`, `1.5 s`, `54 s`, `1:30`, `2:00:00`. */
function toTimeWord(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`
  const seconds = Math.round(ms / 1_000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const tail = String(rest).padStart(2, '0')
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`
}

function propertyOf({ params }: NodeTypeDeclaration, name: string): Readonly<Record<string, unknown>> {
  const property = isRecord(params.properties) ? params.properties[name] : undefined
  return isRecord(property) ? property : {}
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

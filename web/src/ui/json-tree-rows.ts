/** A JSON value as the lines of a tree: only what is open becomes lines, so a large value costs what is seen. */
import { plural } from './format-count.ts'

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'

export interface JsonRow {
  /** A JSON pointer; '' is the whole value. */
  path: string
  depth: number
  /** The key or index before the value; null for the whole. */
  name: string | null
  kind: JsonKind
  value: unknown
  /** Members of an object or array. */
  size: number
  open: boolean
}

/** Objects and arrays this deep start open, unless they are longer than `openSize`. */
const openDepth = 2
const openSize = 50

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  const kind = typeof value
  if (kind === 'object' || kind === 'string' || kind === 'number' || kind === 'boolean') return kind
  return 'string'
}

export function isBranch(kind: JsonKind): boolean {
  return kind === 'object' || kind === 'array'
}

function members(value: unknown): readonly [string, unknown][] {
  if (Array.isArray(value)) return value.map((each, index): [string, unknown] => [String(index), each])
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** `toggled` holds what the person opened (true) or closed (false); the rest follows depth and size. */
export function listJsonRows(value: unknown, toggled: ReadonlyMap<string, boolean>): JsonRow[] {
  const rows: JsonRow[] = []
  const add = (each: unknown, row: Pick<JsonRow, 'path' | 'depth' | 'name'>): void => {
    const kind = kindOf(each)
    const size = sizeOf(each)
    const byItself = row.depth < openDepth && (row.depth === 0 || size <= openSize)
    const open = isBranch(kind) && size > 0 && (toggled.get(row.path) ?? byItself)
    rows.push({ ...row, kind, value: each, size, open })
    if (!open) return
    for (const [key, member] of members(each)) {
      add(member, { path: `${row.path}/${escapePointer(key)}`, depth: row.depth + 1, name: key })
    }
  }
  add(value, { path: '', depth: 0, name: null })
  return rows
}

/** The line of the branch that holds this one, or -1 at the top. */
export function parentRow(rows: readonly JsonRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0
  for (let above = index - 1; above >= 0; above--) {
    if ((rows[above]?.depth ?? 0) < depth) return above
  }
  return -1
}

const longest = 400

/** The value in one line; a branch tells how much it holds. */
export function rowText(row: JsonRow): string {
  if (row.kind === 'object') return row.size === 0 ? '{ }' : `{ ${plural(row.size, 'key')} }`
  if (row.kind === 'array') return row.size === 0 ? '[ ]' : `[ ${plural(row.size, 'item')} ]`
  const text = JSON.stringify(row.value) ?? 'null'
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

export function copyText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'null')
}

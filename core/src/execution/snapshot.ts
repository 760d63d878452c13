/**
 * An execution at one moment, small enough to send to a browser: columns instead of objects, times as
 * milliseconds since the execution was created, and fields that few nodes have as lists of their own.
 */
import type { Plan } from '../plan/compile-plan.ts'
import { restoreState, type StoredNode } from './restore-state.ts'
import type { ExecutionHeader, ExecutionState } from './state.ts'
import { nodeStatuses } from './status.ts'

/** Values by position in the columns. */
type Sparse<T> = readonly (readonly [position: number, value: T])[]

/** Fields that only some nodes have. Absent where none has. */
type RareColumns = {
  readonly [K in RareField]?: Sparse<NonNullable<StoredNode[K]>>
}

type RareField = (typeof rareFields)[number]

const rareFields = [
  'failures',
  'losses',
  'workerId',
  'progress',
  'progressMessage',
  'waitingFor',
  'items',
  'port',
  'conditions',
  'error',
  'quality',
  'keptFrom',
  'cachedFrom',
  'dueAt',
] as const

type TimeField = 'queuedAt' | 'startedAt' | 'completedAt'
type Offsets = readonly (number | null)[]

/** Plain JSON. Every column has one entry for each node that was touched. */
export interface ExecutionSnapshot extends Readonly<Record<TimeField, Offsets>> {
  readonly format: 1
  readonly header: ExecutionHeader
  readonly index: readonly number[]
  /** Position in `nodeStatuses`. */
  readonly status: readonly number[]
  readonly attempt: readonly number[]
  readonly rare: RareColumns
}

/** Ports that follow from the status; only others are sent. */
const usualPorts: Readonly<Record<string, string>> = { completed: 'success', failed: 'failure' }

/** Cost O(rows). Nodes that nothing touched yet are left out. The `seq` of the header is the snapshot's. */
export function encodeSnapshot(header: ExecutionHeader, rows: Iterable<StoredNode>): ExecutionSnapshot {
  const touched = [...rows].filter((row) => row.status !== 'pending')
  const createdAt = toMs(header.createdAt) ?? 0
  const toOffsets = (field: TimeField) =>
    touched.map((row) => {
      const at = toMs(row[field])
      return at === null ? null : at - createdAt
    })
  return {
    format: 1,
    header: pickHeader(header),
    index: touched.map((row) => row.index),
    status: touched.map((row) => nodeStatuses.indexOf(row.status)),
    attempt: touched.map((row) => row.attempt),
    queuedAt: toOffsets('queuedAt'),
    startedAt: toOffsets('startedAt'),
    completedAt: toOffsets('completedAt'),
    rare: toRareColumns(touched),
  }
}

/**
 * The state that the snapshot was taken of: folding the events behind its `seq` brings it up to now.
 * Throws a RangeError when the snapshot belongs to another plan.
 */
export function decodeSnapshot(plan: Plan, snapshot: ExecutionSnapshot): ExecutionState {
  return restoreState(plan, snapshot.header, toRows(plan, snapshot))
}

function toRareColumns(rows: readonly StoredNode[]): RareColumns {
  const columns: Partial<Record<RareField, [number, unknown][]>> = {}
  for (const [position, row] of rows.entries()) {
    for (const field of rareFields) {
      if (row[field] === usualValue(field, row.status)) continue
      columns[field] ??= []
      columns[field].push([position, row[field]])
    }
  }
  return columns as RareColumns
}

function usualValue(field: RareField, status: string): string | number | null {
  if (field === 'port') return usualPorts[status] ?? null
  return field === 'failures' || field === 'losses' ? 0 : null
}

function toRows(plan: Plan, snapshot: ExecutionSnapshot): StoredNode[] {
  const createdAt = toMs(snapshot.header.createdAt) ?? 0
  const toTimestamp = (offset: number | null | undefined) =>
    offset == null ? null : new Date(createdAt + offset).toISOString()
  const rows = snapshot.index.map((index, position) => {
    if (index >= plan.nodes.length) throw new RangeError(`The plan has no node ${index}`)
    const status = nodeStatuses[snapshot.status[position] ?? -1]
    if (status === undefined) throw new RangeError(`The snapshot has no status for node ${index}`)
    const usual = Object.fromEntries(rareFields.map((field) => [field, usualValue(field, status)]))
    return {
      ...usual,
      index,
      status,
      attempt: snapshot.attempt[position] ?? 0,
      queuedAt: toTimestamp(snapshot.queuedAt[position]),
      startedAt: toTimestamp(snapshot.startedAt[position]),
      completedAt: toTimestamp(snapshot.completedAt[position]),
    } as { -readonly [K in keyof StoredNode]: StoredNode[K] }
  })
  for (const field of rareFields) {
    for (const [position, value] of snapshot.rare[field] ?? []) {
      const row = rows[position]
      if (row !== undefined) Object.assign(row, { [field]: value })
    }
  }
  return rows
}

/** A whole state may be handed over as the header: only the header's own fields are sent. */
function pickHeader(header: ExecutionHeader): ExecutionHeader {
  const { status, seq, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId } = header
  return { status, seq, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId }
}

function toMs(timestamp: string | null): number | null {
  return timestamp === null ? null : Date.parse(timestamp)
}

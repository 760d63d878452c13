/** Whether the stored rows say what the events say. The events win: rows that disagree are to be written anew. */
import { toCanonicalJson } from '../definition/json-schema/canonical-json.ts'
import { createFindings, type StateFinding } from './finding.ts'
import type { ExecutionState, NodeRecord } from './state.ts'
import type { StoredHeader, StoredRow } from './validate-state.ts'

export interface Comparison {
  readonly findings: readonly StateFinding[]
  /** Places of the nodes whose rows are missing or wrong, all of them. */
  readonly wrongNodes: ReadonlySet<number>
  /** Places of rows that stand for no node of the plan, or under another node's id. */
  readonly strayRows: readonly number[]
  readonly isHeaderWrong: boolean
}

type RowField = Exclude<keyof StoredRow, 'index' | 'nodeId' | 'progressMessage'>

/** `progressMessage` is told live and not stored. */
const fields: readonly RowField[] = [
  'status',
  'attempt',
  'failures',
  'losses',
  'workerId',
  'progress',
  'waitingFor',
  'items',
  'port',
  'conditions',
  'error',
  'quality',
  'keptFrom',
  'cachedFrom',
  'queuedAt',
  'startedAt',
  'completedAt',
  'dueAt',
]

const headerFields = [
  'status',
  'priority',
  'createdAt',
  'startedAt',
  'completedAt',
  'deadlineAt',
  'error',
] as const

/** `folded` is the fold of the events, without which nothing can be said. O(nodes). */
export function compareState(
  folded: ExecutionState,
  rows: readonly StoredRow[],
  header: StoredHeader,
): Comparison {
  const findings = createFindings()
  const { plan } = folded
  const wrongNodes = new Set<number>()
  const strayRows: number[] = []
  const seen = new Set<number>()
  for (const row of rows) {
    if (plan.nodes[row.index]?.id !== row.nodeId) {
      strayRows.push(row.index)
      continue
    }
    seen.add(row.index)
    const wrong = listWrong(folded.getNode(row.index), row)
    if (wrong.length === 0) continue
    wrongNodes.add(row.index)
    findings.add(toDisagreement(row.nodeId, wrong))
  }
  for (const { index, id } of plan.nodes) {
    const record = folded.getNode(index)
    if (seen.has(index) || (record.status === 'pending' && record.attempt === 0)) continue
    wrongNodes.add(index)
    const message = `Node ${id} has no row although its events make it ${record.status}`
    findings.add({
      code: 'NODE_DISAGREES',
      nodeId: id,
      message,
      evidence: { events: { status: record.status, attempt: record.attempt }, row: null },
    })
  }
  const wrongHeader = listWrongHeader(folded, header)
  if (Object.keys(wrongHeader).length > 0) {
    const message = `The execution's row and its events disagree: ${Object.keys(wrongHeader).join(', ')}`
    findings.add({ code: 'HEADER_DISAGREES', nodeId: null, message, evidence: wrongHeader })
  }
  if (header.seq !== folded.seq) {
    const message = `The execution's row counts ${header.seq} events, and ${folded.seq} are there`
    const evidence = { row: header.seq, events: folded.seq }
    findings.add({ code: 'SEQ_DISAGREES', nodeId: null, message, evidence })
  }
  const isHeaderWrong = Object.keys(wrongHeader).length > 0 || header.seq !== folded.seq
  return { findings: findings.list, wrongNodes, strayRows, isHeaderWrong }
}

type Wrong = Record<string, { readonly row: unknown; readonly events: unknown }>

function listWrong(record: NodeRecord, row: StoredRow): readonly (readonly [string, Wrong[string]])[] {
  return fields.flatMap((field) => {
    const events = record[field] ?? null
    const stored = row[field] ?? null
    return isSame(events, stored) ? [] : [[field, { row: stored, events }] as const]
  })
}

function toDisagreement(nodeId: string, wrong: readonly (readonly [string, Wrong[string]])[]) {
  const message = `The row of node ${nodeId} and its events disagree: ${wrong.map(([field]) => field).join(', ')}`
  return { code: 'NODE_DISAGREES', nodeId, message, evidence: Object.fromEntries(wrong) } as const
}

function listWrongHeader(folded: ExecutionState, header: StoredHeader): Wrong {
  const wrong: Wrong = {}
  for (const field of headerFields) {
    if (!isSame(folded[field], header[field])) wrong[field] = { row: header[field], events: folded[field] }
  }
  return wrong
}

/** Numbers with a fraction are stored with single precision. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one === 'number' && typeof other === 'number') return Math.fround(one) === Math.fround(other)
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  return toCanonicalJson(one) === toCanonicalJson(other)
}

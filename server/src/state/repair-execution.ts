/**
 * Repairs one execution in one transaction: its row is held, what was found goes into quarantine, and what is
 * written instead has to pass the full check before it is committed. Engines that go on with what they had in
 * memory are refused, because the seq moved on.
 */
import { randomUUID } from 'node:crypto'
import { StateRecoveryError } from '@heddle/core/errors.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { evolve } from '@heddle/core/execution/evolve.ts'
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { type ExecutionState, pendingNode } from '@heddle/core/execution/state.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { appendAuditEntry } from '../store/append-audit-entry.ts'
import { insertQuarantine, sealQuarantine } from '../store/insert-quarantine.ts'
import type { Queryable } from '../store/queryable.ts'
import {
  deleteAllNodeRows,
  deleteEvents,
  deleteNodeRows,
  fillMissingEvents,
  lockExecution,
  loseIdleAttempts,
} from '../store/repair-statements.ts'
import { giveOutputs, type OutputSource, restoreRowOutputs } from '../store/restore-outputs.ts'
import { type Examined, examineExecution, type Plans } from './examine-execution.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { loadCheckpoint } from './load-checkpoint.ts'
import { doctorId, planRestart } from './plan-restart.ts'
import { writeRepairedState } from './write-repaired-state.ts'

export interface Repair {
  readonly executionId: string
  readonly workspaceId: string
  readonly workflowName: string
  readonly quarantineId: string
  /** What the state was made from. */
  readonly from: 'events' | 'checkpoint' | 'start'
  readonly findings: readonly StateFinding[]
  readonly oldSeq: number
  readonly newSeq: number
  /** What was appended: for whoever follows the execution live. */
  readonly events: readonly ExecutionEvent[]
  readonly status: ExecutionState['status']
}

export interface RepairRequest {
  readonly executionId: string
  /** Who asked for it. */
  readonly by: string
}

interface Repairing {
  readonly db: Queryable
  readonly examined: Examined
  readonly quarantineId: string
  readonly by: string
}

type Outcome = Pick<Repair, 'from' | 'events' | 'status'> & { readonly checkpointSeq: number | null }

/**
 * To be run in a transaction of its own. Null where nothing is wrong (any more).
 * Throws STATE_UNRECOVERABLE where the check still finds something afterwards: roll back then.
 */
export async function repairExecution(
  db: Queryable,
  plans: Plans,
  { executionId, by }: RepairRequest,
): Promise<Repair | null> {
  if (!(await lockExecution(db, executionId))) return null
  const examined = await examineExecution(db, plans, executionId)
  if (examined === null || examined.diagnosis === 'sound') return null
  const quarantineId = randomUUID()
  const repairing = { db, examined, quarantineId, by }
  const outcome = await (examined.diagnosis === 'rows' ? refold(repairing) : restart(repairing))
  await loseIdleAttempts(db, executionId)
  const after = await examineExecution(db, plans, executionId)
  if (after === null || after.findings.length > 0) {
    const reason = after?.findings[0]?.message ?? 'The execution is gone'
    throw new StateRecoveryError(executionId, reason)
  }
  const repair = toRepair(examined, outcome, { quarantineId, newSeq: after.header.seq })
  await sealQuarantine(db, quarantineId, repair.newSeq)
  await appendAuditEntry(db, toAuditEntry(repair, by))
  return repair
}

function toRepair(
  examined: Examined,
  { from, events, status }: Outcome,
  { quarantineId, newSeq }: { quarantineId: string; newSeq: number },
): Repair {
  const { executionId, loaded, findings, header } = examined
  const { workspaceId, workflowName } = loaded.identity
  return {
    ...{ executionId, workspaceId, workflowName, quarantineId, from, findings, events, status, newSeq },
    oldSeq: header.seq,
  }
}

function toAuditEntry(repair: Repair, actor: string) {
  const { executionId, workspaceId, quarantineId, from, findings, oldSeq, newSeq } = repair
  const details = { quarantineId, from, findings: findings.length, oldSeq, newSeq }
  return {
    ...{ workspaceId, actor, details },
    action: 'execution.repaired',
    targetType: 'execution',
    targetId: executionId,
  }
}

function keepEvidence(
  { db, examined, quarantineId, by }: Repairing,
  how: Pick<Outcome, 'from' | 'checkpointSeq'>,
): Promise<void> {
  const { executionId, findings, header } = examined
  return insertQuarantine(db, {
    ...{ id: quarantineId, executionId, findings, foundBy: by, checkpointSeq: how.checkpointSeq },
    repair: how.from,
    oldSeq: header.seq,
    newSeq: header.seq,
  })
}

/** The history is whole: rows and counters are written from its fold, and only those that are wrong. */
async function refold(repairing: Repairing): Promise<Outcome> {
  const { db, examined, quarantineId } = repairing
  const { executionId, folded, plan, wrongNodes, strayRows, wrongOutputs } = examined
  await keepEvidence(repairing, { from: 'events', checkpointSeq: null })
  await deleteEvents(db, executionId, { seqs: [], last: folded.seq })
  const untouched = [...wrongNodes].filter((index) => {
    const { status, attempt } = folded.getNode(index)
    return status === pendingNode.status && attempt === 0
  })
  await deleteNodeRows(db, executionId, [...strayRows, ...untouched])
  // A row under another node's id is gone now; the node whose place it took has to come back.
  const replaced = strayRows.filter((index) => plan.nodes[index] !== undefined)
  const rewritten = new Set([...wrongNodes, ...replaced].filter((index) => !untouched.includes(index)))
  const base = folded.seq
  const isIdle = isFinal(folded.status) || plan.nodes.length === 0
  const events = isIdle ? [] : [toMark(folded, { quarantineId, wrongNodes })]
  for (const event of events) evolve(folded, event)
  await writeRepairedState(db, { ...examined, base, events, state: folded, nodeIndexes: [...rewritten] })
  await restoreOutputs(repairing, [...rewritten, ...wrongOutputs])
  return { from: 'events', events, status: folded.status, checkpointSeq: null }
}

/** Changes nothing but the seq, so that no engine commits on top of what it read before. */
function toMark(
  state: ExecutionState,
  { quarantineId, wrongNodes }: { quarantineId: string; wrongNodes: ReadonlySet<number> },
): ExecutionEvent {
  const [first = 0] = wrongNodes
  return {
    seq: state.seq + 1,
    type: 'attempt_ignored',
    nodeId: state.plan.nodes[first]?.id ?? '',
    attempt: state.getNode(first).attempt,
    timestamp: new Date().toISOString(),
    data: { workerId: doctorId, outcome: 'completed', repair: { quarantineId } },
  }
}

async function restoreOutputs({ db, examined }: Repairing, indexes: readonly number[]): Promise<void> {
  const { executionId, folded, plan } = examined
  const nodes = [...new Set(indexes)].flatMap((index) => {
    const id = plan.nodes[index]?.id
    return id === undefined ? [] : [{ index, id, isCompleted: folded.getNode(index).status === 'completed' }]
  })
  await restoreRowOutputs(db, executionId, nodes)
}

/** The history is broken: it keeps what can be read of it and begins again behind its highest number. */
async function restart(repairing: Repairing): Promise<Outcome> {
  const { db, examined, quarantineId } = repairing
  const { executionId, plan, loaded } = examined
  const checkpoint = await loadCheckpoint(db, plan, executionId)
  const evidence = await gatherEvidence(db, examined, checkpoint)
  const from = checkpoint === null ? 'start' : 'checkpoint'
  const checkpointSeq = checkpoint?.seq ?? null
  await keepEvidence(repairing, { from, checkpointSeq })
  const { events, state, outputs } = planRestart({
    ...{ plan, executionId, identity: loaded.identity, evidence, quarantineId, from },
    now: Date.now(),
  })
  const last = evidence.lastSeq
  await deleteEvents(db, executionId, { seqs: evidence.unreadable, last })
  await fillMissingEvents(db, executionId, { last, ...toFiller(examined, quarantineId) })
  await deleteAllNodeRows(db, executionId)
  const nodeIndexes = plan.nodes.map((node) => node.index)
  await writeRepairedState(db, { ...examined, base: last, events, state, nodeIndexes })
  for (const source of ['event', 'row', 'checkpoint'] satisfies OutputSource[]) {
    const place = source === 'checkpoint' ? (checkpointSeq ?? 0) : quarantineId
    await giveOutputs(db, source, { executionId, from: place, found: outputs[source] })
  }
  const kept = [...evidence.kept.keys()]
  await restoreRowOutputs(
    db,
    executionId,
    kept.map((index) => ({ index, id: plan.nodes[index]?.id ?? '', isCompleted: true })),
  )
  return { from, events, status: state.status, checkpointSeq }
}

/** Stands where an event was lost. A workflow without nodes has no other event that changes nothing. */
function toFiller({ plan }: Examined, quarantineId: string) {
  const [node] = plan.nodes
  if (node === undefined) return { type: 'execution_started', nodeId: null, data: {} }
  const data = { workerId: doctorId, outcome: 'completed', repair: { quarantineId } }
  return { type: 'attempt_ignored', nodeId: node.id, data }
}

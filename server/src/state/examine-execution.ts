/**
 * The full check of one execution: its history by itself, its rows by themselves, and both against each other.
 * Reads the events in pages and folds as it goes, so that it needs memory for the nodes and not for the history.
 */
import { compareState } from '@heddle/core/execution/compare-state.ts'
import { createFindings, maxFindings, type StateFinding } from '@heddle/core/execution/finding.ts'
import { listTouched } from '@heddle/core/execution/list-touched.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { createEventAudit, type EventAudit, missingWords } from '@heddle/core/execution/validate-events.ts'
import { type StoredHeader, type StoredRow, validateState } from '@heddle/core/execution/validate-state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { type AttemptStamp, listAttemptStamps } from '../store/list-attempt-stamps.ts'
import { listNodeStamps, type NodeStamp } from '../store/list-node-stamps.ts'
import { listStoredEvents } from '../store/list-stored-events.ts'
import { type LoadedExecution, loadExecution } from '../store/load-execution.ts'
import type { Queryable } from '../store/queryable.ts'

/** Plans by version, as the engine's cache gives them. */
export interface Plans {
  get(workflowId: string, version: number, subgraph: string | null): Promise<{ readonly plan: Plan }>
}

/** What has to be done: nothing, write the rows anew from the events, or begin the history again. */
export type Diagnosis = 'sound' | 'rows' | 'history'

export interface Examined {
  readonly executionId: string
  readonly loaded: LoadedExecution
  readonly header: StoredHeader
  readonly rows: readonly StoredRow[]
  readonly stamps: ReadonlyMap<number, NodeStamp>
  readonly attempts: readonly AttemptStamp[]
  readonly plan: Plan
  readonly diagnosis: Diagnosis
  readonly findings: readonly StateFinding[]
  /** Folded from the events up to the first bad one. */
  readonly folded: ExecutionState
  readonly wrongNodes: ReadonlySet<number>
  readonly strayRows: readonly number[]
  readonly wrongOutputs: readonly number[]
}

/** To be run in a transaction that sees one moment. Null where there is no such execution. */
export async function examineExecution(
  db: Queryable,
  plans: Plans,
  executionId: string,
): Promise<Examined | null> {
  const loaded = await loadExecution(db, executionId)
  if (loaded === null) return null
  const { workflowId, version, subgraph } = loaded.identity
  const { plan } = await plans.get(workflowId, version, subgraph)
  const stamps = new Map((await listNodeStamps(db, executionId)).map((stamp) => [stamp.node_index, stamp]))
  const header = { ...loaded.header, ...loaded.counters }
  const rows = loaded.nodes.map((row) => ({ ...row, nodeId: stamps.get(row.index)?.node_id ?? '' }))
  const attempts = await listAttemptStamps(db, executionId)
  const { audit, digests } = await auditEvents(db, plan, executionId)
  const folded = audit.state
  const comparison = compareState(folded, rows, header)
  const wrongOutputs = listWrongOutputs(folded, digests, stamps)
  const own = validateState(plan, rows, header)
  const differs =
    comparison.findings.some((finding) => finding.code !== 'SEQ_DISAGREES') ||
    own.some((finding) => finding.code === 'COUNTERS_DISAGREE')
  const isWhole = isHistoryWhole(audit, header.seq, !differs) && (!differs || canStand(folded))
  const against = isWhole
    ? [
        ...comparison.findings,
        ...toOutputFindings(plan, wrongOutputs),
        ...toAttemptFindings(plan, folded, attempts),
      ]
    : []
  const findings = [...audit.findings, ...against, ...own, ...toTailFinding(audit, header.seq, isWhole)]
  const { wrongNodes, strayRows } = comparison
  const diagnosis: Diagnosis = findings.length === 0 ? 'sound' : isWhole ? 'rows' : 'history'
  const what = { executionId, loaded, header, rows, stamps, attempts, plan, diagnosis }
  return {
    ...what,
    findings: findings.slice(0, maxFindings),
    folded,
    wrongNodes,
    strayRows,
    wrongOutputs: isWhole ? wrongOutputs : [],
  }
}

async function auditEvents(
  db: Queryable,
  plan: Plan,
  executionId: string,
): Promise<{ audit: EventAudit; digests: ReadonlyMap<number, string | null> }> {
  const audit = createEventAudit(plan)
  const digests = new Map<number, string | null>()
  for await (const event of listStoredEvents(db, executionId)) {
    audit.push(event)
    // Only what was folded counts; behind a bad event the fold stands still.
    if (audit.state.seq !== event.seq) continue
    if (event.type === 'execution_created') digests.clear()
    const index = event.type === 'node_completed' ? plan.indexOf.get(event.nodeId ?? '') : undefined
    if (index !== undefined) digests.set(index, event.outputDigest)
  }
  return { audit, digests }
}

/**
 * Whether the fold of the events is the truth. Where events beyond the last committed one are bad, they were
 * never committed and are left out. Where the history ends before the row says, and everything else agrees,
 * the number in the row is what is wrong.
 */
function isHistoryWhole(audit: EventAudit, rowSeq: number, agrees: boolean): boolean {
  const { firstBadSeq, state } = audit
  if (state.seq === 0) return false
  if (firstBadSeq === null) return state.seq >= rowSeq || agrees
  if (firstBadSeq <= state.seq) return false
  return state.seq === rowSeq || (state.seq > rowSeq && agrees)
}

/** False where the history ends in the middle of a commit: nothing would ever move what comes out of it. */
function canStand(folded: ExecutionState): boolean {
  const { plan, counts } = folded
  const { completed, failed, skipped } = counts
  const counters = { completedNodes: completed, failedNodes: failed, skippedNodes: skipped }
  const header = { ...folded, ...counters, totalNodes: plan.nodes.length }
  return validateState(plan, listTouched(folded), header).length === 0
}

function listWrongOutputs(
  folded: ExecutionState,
  digests: ReadonlyMap<number, string | null>,
  stamps: ReadonlyMap<number, NodeStamp>,
): number[] {
  const wrong: number[] = []
  for (const { index } of folded.plan.nodes) {
    const stamp = stamps.get(index)
    if (stamp !== undefined && stamp.output_digest !== (digests.get(index) ?? null)) wrong.push(index)
  }
  return wrong
}

function toOutputFindings(plan: Plan, wrong: readonly number[]): readonly StateFinding[] {
  const findings = createFindings()
  for (const index of wrong) {
    const nodeId = plan.nodes[index]?.id ?? null
    const message = `The output in the row of node ${nodeId} is not the one in its events`
    findings.add({ code: 'OUTPUT_DISAGREES', nodeId, message, evidence: {} })
  }
  return findings.list
}

/** An attempt that runs on paper only misleads people and counts of slots; it decides nothing. */
function toAttemptFindings(
  plan: Plan,
  folded: ExecutionState,
  attempts: readonly AttemptStamp[],
): readonly StateFinding[] {
  const findings = createFindings()
  for (const { node_index: index, attempt, status } of attempts) {
    if (status !== 'running') continue
    const record = folded.getNode(index)
    if (record.status === 'running' && record.attempt === attempt) continue
    const nodeId = plan.nodes[index]?.id ?? null
    findings.add({
      code: 'ATTEMPT_DISAGREES',
      severity: 'warning',
      nodeId,
      message: `Attempt ${attempt} of node ${nodeId} is said to run and does not`,
      evidence: { attempt, node: { status: record.status, attempt: record.attempt } },
    })
  }
  return findings.list
}

/** A history that is fine as far as it goes and ends too early. */
function toTailFinding(audit: EventAudit, rowSeq: number, isWhole: boolean): readonly StateFinding[] {
  if (isWhole || audit.firstBadSeq !== null) return []
  const message = missingWords(audit.lastSeq + 1, rowSeq)
  const evidence = { expected: rowSeq, found: audit.lastSeq }
  return [{ code: 'EVENT_MISSING', severity: 'error', nodeId: null, message, evidence }]
}

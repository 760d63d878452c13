/**
 * The doctor: checks executions one after the other, newest first, and repairs what it finds where it is asked
 * to. Holds one execution in memory at a time. What it did is written down, published and told to whoever looks
 * after the installation.
 */
import { randomUUID } from 'node:crypto'
import { DomainError, StateRecoveryError } from '@heddle/core/errors.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import type { Bus } from '../bus/bus.ts'
import { isUnavailable } from '../engine/database-errors.ts'
import type { Logger } from '../ops/logger.ts'
import { beginDoctorRun, finishDoctorRun, listDoctorRuns, updateDoctorRun } from '../store/doctor-runs.ts'
import { listExecutionIds } from '../store/list-execution-ids.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import { type Examined, examineExecution, type Plans } from './examine-execution.ts'
import type { Notifier } from './notify/notifier.ts'
import { type Repair, repairExecution } from './repair-execution.ts'

export interface DoctorDeps {
  readonly db: Queryable
  readonly runInTransaction: RunInTransaction
  readonly plans: Plans
  readonly bus: Pick<Bus, 'publish'>
  readonly notifier: Notifier
  readonly logger: Logger
}

export interface Checkup {
  readonly repair: 'nothing' | 'what-is-damaged'
  /** Who asked for it. */
  readonly by: string
  /** Only these; null for all. */
  readonly executionIds: readonly string[] | null
  /** Only those created since then; null for all. */
  readonly since: Date | null
}

/** One execution in which something is wrong. */
export interface DoctorCase {
  readonly executionId: string
  readonly workflowName: string | null
  readonly findings: readonly StateFinding[]
  /** How it was repaired; null where it was not. */
  readonly repair: Pick<Repair, 'from' | 'quarantineId' | 'oldSeq' | 'newSeq'> | null
  /** Why it could not be checked or repaired. */
  readonly problem: string | null
}

export interface CheckupReport {
  readonly runId: string
  readonly checked: number
  readonly damaged: number
  readonly repaired: number
  /** The first ones. */
  readonly cases: readonly DoctorCase[]
}

export interface Doctor {
  /** Throws DOCTOR_BUSY while another run is under way anywhere. */
  check(checkup: Checkup): Promise<CheckupReport>
  /** The same in the background: resolves with the run's id once it has begun. */
  begin(checkup: Checkup): Promise<string>
  /** Looks at one execution and repairs it at once, beside whatever run is under way. Null where nothing is wrong. */
  repairOne(executionId: string, by: string): Promise<DoctorCase | null>
}

/** Where engines hear that what they hold of an execution is not what is stored any more. */
export const executionsChangedChannel = 'executions-changed'

const pageSize = 200
const maxCases = 200
const progressEveryMs = 1_000

export function createDoctor(deps: DoctorDeps): Doctor {
  const start = async (checkup: Checkup) => {
    const id = randomUUID()
    const run = { id, repairs: checkup.repair !== 'nothing', startedBy: checkup.by }
    if (await beginDoctorRun(deps.db, run)) return id
    const [running] = await listDoctorRuns(deps.db, 1)
    throw new DomainError('DOCTOR_BUSY', { runId: running?.id ?? null })
  }
  return {
    check: async (checkup) => runCheckup(deps, checkup, await start(checkup)),
    begin: async (checkup) => {
      const id = await start(checkup)
      runCheckup(deps, checkup, id).catch((error: unknown) =>
        deps.logger.error({ event: 'checkup_failed', runId: id, err: error }),
      )
      return id
    },
    async repairOne(executionId, by) {
      const found = await visit(deps, { ...repairAtOnce, by }, executionId)
      if (found !== null) {
        const repaired = found.repair === null ? 0 : 1
        await deps.notifier.notify(toAlert({ runId: null, checked: 1, damaged: 1, repaired, cases: [found] }))
      }
      return found
    },
  }
}

const repairAtOnce = { repair: 'what-is-damaged', executionIds: null, since: null } as const

async function runCheckup(deps: DoctorDeps, checkup: Checkup, runId: string): Promise<CheckupReport> {
  const report = { runId, checked: 0, damaged: 0, repaired: 0, cases: [] as DoctorCase[] }
  let toldAt = Date.now()
  try {
    for await (const executionId of listIds(deps.db, checkup)) {
      const found = await visit(deps, checkup, executionId)
      report.checked += 1
      if (found !== null) {
        report.damaged += 1
        if (found.repair !== null) report.repaired += 1
        if (report.cases.length < maxCases) report.cases.push(found)
      }
      if (Date.now() - toldAt < progressEveryMs) continue
      toldAt = Date.now()
      await updateDoctorRun(deps.db, runId, report)
    }
    await updateDoctorRun(deps.db, runId, report)
    await finishDoctorRun(deps.db, runId, null)
  } catch (error) {
    await finishDoctorRun(deps.db, runId, toReason(error)).catch(() => undefined)
    throw error
  }
  if (report.damaged > 0) await deps.notifier.notify(toAlert(report))
  return report
}

async function* listIds(db: Queryable, { executionIds, since }: Checkup): AsyncGenerator<string> {
  if (executionIds !== null) {
    yield* executionIds
    return
  }
  for (let before: string | null = null; ; ) {
    const ids = await listExecutionIds(db, { before, since, limit: pageSize })
    yield* ids
    before = ids.at(-1) ?? null
    if (before === null || ids.length < pageSize) return
  }
}

/** Null where nothing is wrong. One execution that cannot be read keeps nobody from looking at the next. */
async function visit(deps: DoctorDeps, checkup: Checkup, executionId: string): Promise<DoctorCase | null> {
  try {
    const examined = await examine(deps, executionId)
    if (examined === null || examined.diagnosis === 'sound') return null
    const found = toCase(examined)
    deps.logger.warn({ event: 'state_damaged', executionId, findings: examined.findings })
    if (checkup.repair === 'nothing') return found
    const repair = await mend(deps, executionId, checkup.by)
    return repair === null ? null : { ...found, repair: toRepairView(repair) }
  } catch (error) {
    if (isUnavailable(error)) throw error
    deps.logger.error({ event: 'state_not_repaired', executionId, err: error })
    return {
      executionId,
      workflowName: null,
      findings: [toMissingPlan(error)].flatMap((finding) => finding ?? []),
      repair: null,
      problem: toReason(error),
    }
  }
}

function examine(deps: DoctorDeps, executionId: string): Promise<Examined | null> {
  return deps.runInTransaction(async (db) => {
    await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return examineExecution(db, deps.plans, executionId)
  })
}

/** Commits first, tells afterwards: whoever hears of it finds it done. */
async function mend(deps: DoctorDeps, executionId: string, by: string): Promise<Repair | null> {
  const repair = await deps.runInTransaction((db) => repairExecution(db, deps.plans, { executionId, by }))
  if (repair === null) return null
  const { quarantineId, from, oldSeq, newSeq, workspaceId, status, events } = repair
  deps.logger.warn({ event: 'state_repaired', executionId, quarantineId, from, oldSeq, newSeq })
  deps.bus.publish(executionsChangedChannel, { executionId })
  deps.bus.publish(`execution:${executionId}`, { events: events.map(withoutPayload) })
  deps.bus.publish(`workspace:${workspaceId}`, { executionId, status })
  return repair
}

function withoutPayload(event: ExecutionEvent): ExecutionEvent {
  if (!('output' in event.data)) return event
  const { output: _output, ...data } = event.data
  return { ...event, data } as ExecutionEvent
}

function toCase({ executionId, loaded, findings }: Examined): DoctorCase {
  return { executionId, workflowName: loaded.identity.workflowName, findings, repair: null, problem: null }
}

function toRepairView({ from, quarantineId, oldSeq, newSeq }: Repair): DoctorCase['repair'] {
  return { from, quarantineId, oldSeq, newSeq }
}

function toMissingPlan(error: unknown): StateFinding | null {
  if (!(error instanceof DomainError) || error.code !== 'WORKFLOW_VERSION_NOT_FOUND') return null
  const message = 'The version of the workflow that it runs is not there'
  return { code: 'PLAN_MISSING', severity: 'error', nodeId: null, message, evidence: { ...error.details } }
}

function toReason(error: unknown): string {
  if (error instanceof StateRecoveryError) return `The repair was rolled back: ${error.details.reason}`
  return error instanceof Error ? error.message : String(error)
}

const maxNamed = 20

function toAlert(report: Omit<CheckupReport, 'runId'> & { readonly runId: string | null }) {
  const { checked, damaged, repaired, cases, runId } = report
  const left = damaged - repaired
  const named = cases.slice(0, maxNamed).map(({ executionId, workflowName, repair, findings, problem }) => ({
    ...{
      executionId,
      workflowName,
      quarantineId: repair?.quarantineId ?? null,
      repairedFrom: repair?.from ?? null,
    },
    findings: findings.slice(0, 3).map((finding) => finding.message),
    problem,
  }))
  const mend =
    left === 0
      ? 'All of it was repaired; what was found is in quarantine, on the health check page.'
      : 'Open the health check page, or run npm run doctor -- --repair.'
  return {
    severity: left === 0 ? 'warning' : 'error',
    title: `State of ${damaged} ${damaged === 1 ? 'execution' : 'executions'} was damaged, ${repaired} repaired`,
    text: `${checked} executions were checked. ${mend}`,
    details: { runId, checked, damaged, repaired, executions: named },
  } as const
}

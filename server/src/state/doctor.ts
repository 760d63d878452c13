/**
 * The doctor: checks executions one after the other, newest first, then looks for rows whose execution is not
 * there, and repairs what it finds where it is asked to. Holds one execution in memory at a time. What it did is
 * written down, published and told to whoever looks after the installation.
 */
import { randomUUID } from 'node:crypto'
import { DomainError, StateRecoveryError } from '@heddle/core/errors.ts'
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import { withoutPayload } from '@heddle/core/execution/without-payload.ts'
import type { Bus } from '../bus/bus.ts'
import { isUnavailable } from '../engine/database-errors.ts'
import type { Logger } from '../ops/logger.ts'
import { beginDoctorRun, finishDoctorRun, listDoctorRuns, updateDoctorRun } from '../store/doctor-runs.ts'
import { listExecutionIds } from '../store/list-execution-ids.ts'
import { firstId, listStrayExecutions, strayTables } from '../store/list-stray-executions.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import { type Examined, examineExecution, type Plans } from './examine-execution.ts'
import type { Notifier } from './notify/notifier.ts'
import { findStrays, type Removal, removeStrays } from './remove-strays.ts'
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
  readonly repair: Pick<Repair, 'from' | 'quarantineId' | 'oldSeq' | 'newSeq'> | Removal | null
  /** Why it could not be checked or repaired. */
  readonly problem: string | null
}

export interface CheckupReport {
  readonly runId: string
  readonly checked: number
  /** Strays among them. */
  readonly damaged: number
  readonly repaired: number
  /** Executions that are not there and of which rows are left; not among those that were checked. */
  readonly strays: number
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
  /** Tells whoever looks after the installation of what `repairOne` found. */
  tell(found: DoctorCase): Promise<void>
}

/** Where engines hear that what they hold of an execution is not what is stored any more. */
export const executionsChangedChannel = 'executions-changed'

const pageSize = 200
/** Some tens of milliseconds. */
const strayPageSize = 5_000
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
    repairOne: (executionId, by) => visit(deps, { ...repairAtOnce, by }, executionId),
    tell: (found) => {
      const report = { runId: null, checked: 0, damaged: 0, repaired: 0, strays: 0, cases: [] }
      return deps.notifier.notify(toAlert(count(report, found)))
    },
  }
}

const repairAtOnce = { repair: 'what-is-damaged', executionIds: null, since: null } as const

async function runCheckup(deps: DoctorDeps, checkup: Checkup, runId: string): Promise<CheckupReport> {
  let report: CheckupReport = { runId, checked: 0, damaged: 0, repaired: 0, strays: 0, cases: [] }
  let toldAt = Date.now()
  try {
    for await (const executionId of listIds(deps.db, checkup)) {
      if (executionId !== null) report = count(report, await visit(deps, checkup, executionId))
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

function count<T extends Omit<CheckupReport, 'runId'>>(report: T, found: DoctorCase | null): T {
  if (found === null) return { ...report, checked: report.checked + 1 }
  const isStray = isMissing(found)
  return {
    ...report,
    checked: report.checked + (isStray ? 0 : 1),
    damaged: report.damaged + 1,
    repaired: report.repaired + (found.repair === null ? 0 : 1),
    strays: report.strays + (isStray ? 1 : 0),
    cases: report.cases.length < maxCases ? [...report.cases, found] : report.cases,
  }
}

function isMissing({ findings }: DoctorCase): boolean {
  return findings.some(({ code }) => code === 'EXECUTION_MISSING')
}

/** Null now and then, while there is nothing to look at yet. */
async function* listIds(db: Queryable, { executionIds, since }: Checkup): AsyncGenerator<string | null> {
  if (executionIds !== null) {
    yield* executionIds
    return
  }
  for (let before: string | null = null; ; ) {
    const ids = await listExecutionIds(db, { before, since, limit: pageSize })
    yield* ids
    before = ids.at(-1) ?? null
    if (before === null || ids.length < pageSize) break
  }
  // What has no execution has no time either.
  if (since === null) yield* listStrayIds(db)
}

async function* listStrayIds(db: Queryable): AsyncGenerator<string | null> {
  const seen = new Set<string>()
  for (const table of strayTables) {
    for (let from: string | null = firstId; from !== null; ) {
      const page = await listStrayExecutions(db, { table, from, limit: strayPageSize })
      for (const id of page.ids) if (!seen.has(id)) yield id
      for (const id of page.ids) seen.add(id)
      yield null
      from = page.next
    }
  }
}

/** Null where nothing is wrong. One execution that cannot be read keeps nobody from looking at the next. */
async function visit(deps: DoctorDeps, checkup: Checkup, executionId: string): Promise<DoctorCase | null> {
  try {
    const examined = await examine(deps, executionId)
    if (examined === null) return await visitStrays(deps, checkup, executionId)
    if (examined.diagnosis === 'sound') return null
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

/** Null where the execution is there, or nothing is left of it. */
async function visitStrays(
  deps: DoctorDeps,
  checkup: Checkup,
  executionId: string,
): Promise<DoctorCase | null> {
  const finding = await findStrays(deps.db, executionId)
  if (finding === null) return null
  deps.logger.warn({ event: 'stray_rows_found', executionId, found: finding.evidence })
  const found = { executionId, workflowName: null, findings: [finding], repair: null, problem: null }
  if (checkup.repair === 'nothing') return found
  const { by } = checkup
  const removal = await deps.runInTransaction((db) => removeStrays(db, { executionId, by }))
  if (removal !== null) deps.logger.warn({ event: 'stray_rows_removed', executionId, ...removal })
  return removal === null ? null : { ...found, repair: removal }
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
  const { checked, damaged, repaired, strays, cases, runId } = report
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
    text: `${checked} executions were checked.${toStrayWords(strays)} ${mend}`,
    details: { runId, checked, damaged, repaired, strays, executions: named },
  } as const
}

function toStrayWords(strays: number): string {
  if (strays === 0) return ''
  return ` Of ${strays} ${strays === 1 ? 'execution that is' : 'executions that are'} not there, rows were left.`
}

/**
 * `heddle doctor`: checks what is stored, and repairs it where it is asked to. May be run while servers and
 * workers are running; on the embedded database it uses the one that is served, or serves it for the while.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '@heddle/core/errors.ts'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { createRedisBus } from '../bus/redis-bus.ts'
import { PlanCache } from '../engine/plan-cache.ts'
import { createLogger, type Logger } from '../ops/logger.ts'
import { clusterUrl } from '../ops/postgres-cluster.ts'
import { type CheckupReport, createDoctor, type DoctorCase } from '../state/doctor.ts'
import { findExecutionProgress } from '../store/find-execution-progress.ts'
import type { Queryable } from '../store/queryable.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { type Database, openDatabase, openPools } from './database.ts'
import { type DoctorArguments, readDoctorArguments } from './doctor-arguments.ts'
import { readProcessSettings, type Settings } from './env.ts'
import { openNotifier } from './open-notifier.ts'

const help = `Usage: heddle doctor [options]

Checks that what is stored of executions is true: rows, counters and events by themselves and against each other.
A check of all looks for rows of executions that are not there as well.

  --repair           repair what is damaged; what was found goes into quarantine
  --since <time>     only executions created since then: 2026-01-31T12:00:00Z, 36h, 7d
  --execution <id>   only this one; may be given several times
  --json             one JSON object instead of lines for people

Ends with 0 where everything is sound or was repaired, 1 where damage is left, 2 where it could not run.
`

type Opened = Pick<Database, 'pool' | 'close'>

/** The exit code. */
export async function runDoctor(args: readonly string[]): Promise<number> {
  const asked = readDoctorArguments(args, Date.now())
  if (typeof asked === 'string') {
    process.stderr.write(`heddle doctor: ${asked}\n\n${help}`)
    return 2
  }
  if (asked.help) {
    process.stdout.write(help)
    return 0
  }
  const settings = readProcessSettings()
  const logger = createLogger(settings.logLevel)
  try {
    const database = await open(settings, logger)
    const { report, unknown } = await check(settings, { asked, database, logger }).finally(() =>
      database.close(),
    )
    process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : toLines(report, asked))
    for (const id of unknown) process.stderr.write(`heddle doctor: no execution has the id ${id}\n`)
    if (unknown.length > 0) return 2
    return report.damaged === report.repaired ? 0 : 1
  } catch (error) {
    process.stderr.write(`heddle doctor: ${error instanceof Error ? error.message : String(error)}\n`)
    if (!(error instanceof DomainError)) logger.error({ event: 'doctor_failed', err: error })
    return 2
  }
}

async function check(
  settings: Settings,
  parts: { asked: DoctorArguments; database: Opened; logger: Logger },
): Promise<{ report: CheckupReport; unknown: readonly string[] }> {
  const { asked, database, logger } = parts
  const { pool } = database
  const { redisUrl, redisTimeoutMs: timeoutMs } = settings
  const bus = redisUrl === null ? createInProcessBus(logger) : createRedisBus(redisUrl, logger, { timeoutMs })
  const doctor = createDoctor({
    ...{ db: pool, bus, logger, plans: new PlanCache(pool), notifier: openNotifier(settings, logger) },
    runInTransaction: runInTransactionOf(pool),
  })
  try {
    const { since, executionIds, repair } = asked
    const what = repair ? 'what-is-damaged' : 'nothing'
    const report = await doctor.check({ repair: what, by: 'heddle doctor', since, executionIds })
    const unknown = await listUnknown(pool, executionIds ?? [], report)
    return { report: { ...report, checked: report.checked - unknown.length }, unknown }
  } finally {
    await bus.close()
  }
}

/** Those that are nowhere: neither executions nor left over in rows. */
async function listUnknown(db: Queryable, executionIds: readonly string[], { cases }: CheckupReport) {
  const unknown: string[] = []
  for (const id of executionIds) {
    const isFound = cases.some(({ executionId }) => executionId === id)
    if (!isFound && (await findExecutionProgress(db, id)) === null) unknown.push(id)
  }
  return unknown
}

/** The database that a running Heddle serves from the same data folder, else one of our own. */
async function open(settings: Settings, logger: Logger): Promise<Opened> {
  const served = settings.databaseUrl === null ? findServedUrl(settings.dataDir) : null
  if (served !== null) {
    const pools = openPools(served, settings, logger)
    const isServed = await pools.pool.query('SELECT 1').then(
      () => true,
      () => false,
    )
    if (isServed) return pools
    await pools.close()
  }
  return openDatabase(settings, logger)
}

function findServedUrl(dataDir: string): string | null {
  try {
    return clusterUrl(JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')))
  } catch {
    // Nothing was ever served from this folder.
    return null
  }
}

function toLines(
  { checked, damaged, repaired, strays, cases }: CheckupReport,
  { repair }: DoctorArguments,
): string {
  const lines = cases.map((found) => toCaseLines(found))
  if (cases.length < damaged) lines.push(`... and ${damaged - cases.length} more\n`)
  const summary =
    damaged === 0
      ? `${countRuns(checked)} checked, ${checked === 1 ? 'and sound' : 'all of them sound'}.`
      : `${countRuns(checked)} checked, ${damaged - strays} damaged${toStrayWords(strays)}, ${repaired} repaired.`
  const advice = damaged > 0 && !repair ? ' Run it with --repair to repair them.' : ''
  return `${lines.join('')}${summary}${advice}\n`
}

function toStrayWords(strays: number): string {
  return strays === 0 ? '' : `, rows of ${countRuns(strays)} that ${strays === 1 ? 'is' : 'are'} not there`
}

function countRuns(count: number): string {
  return `${count} ${count === 1 ? 'execution' : 'executions'}`
}

function toCaseLines({ executionId, workflowName, findings, repair, problem }: DoctorCase): string {
  const head = `${executionId}${workflowName === null ? '' : ` · ${workflowName}`}\n`
  const found = findings.map((finding) => `  ${finding.code}  ${finding.message}\n`).join('')
  const end = repair === null ? '' : `  ${ways[repair.from]}, quarantine ${repair.quarantineId}\n`
  return `${head}${found}${problem === null ? '' : `  not repaired: ${problem}\n`}${end}`
}

const ways = {
  events: 'repaired from its events',
  checkpoint: 'repaired from its last checkpoint',
  start: 'repaired from the start',
  removal: 'taken out',
} as const

/** Many small executions handed in at once, and how long each of them takes until it is over. */
import { diamond } from '../load/workloads.ts'
import type { ApiClient, ExecutionReport } from '../product/api-client.ts'
import { type CpuTime, CpuWatch } from '../product/cpu-time.ts'
import { type EngineCount, readEngineCount, subtractCounts } from '../product/engine-counters.ts'
import { median, percentile } from '../report/statistics.ts'
import type { Repetition } from './repeat-run.ts'

export interface DiamondFigures {
  readonly executionsPerSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Requests that were refused or broke off, and executions that did not complete, in all rounds. */
  readonly errors: number
  readonly firstError: string | null
  /** Of all rounds together. */
  readonly count: EngineCount
  /** Of one round on average. */
  readonly cpu: CpuTime
}

interface Round {
  readonly elapsedMs: number
  readonly latenciesMs: readonly number[]
  readonly errors: readonly string[]
}

const pageSize = 500
const pollMs = 15
/** Executions whose end is waited for one by one. */
const waitFor = 8
const deadlineMs = 60_000

/** As many rounds warm code and caches and do not count, where nothing is said. */
const usualWarmUps = 1

export async function measureDiamonds(
  api: ApiClient,
  count: number,
  { repeats, readCpu, between, readCount = () => readEngineCount(api), warmUps = usualWarmUps }: Repetition,
): Promise<DiamondFigures> {
  for (let round = 0; round < warmUps; round += 1) await runRound(api, count)
  const before = await readCount()
  const cpu = new CpuWatch(readCpu)
  const rounds: Round[] = []
  for (let round = 0; round < repeats; round += 1) {
    rounds.push(await cpu.watch(() => runRound(api, count)))
    await between?.()
  }
  const errors = rounds.flatMap((round) => round.errors)
  return {
    executionsPerSecond: (count * 1000) / median(rounds.map((round) => round.elapsedMs)),
    p50Ms: median(rounds.map((round) => percentile(round.latenciesMs, 0.5))),
    p95Ms: median(rounds.map((round) => percentile(round.latenciesMs, 0.95))),
    errors: errors.length,
    firstError: errors[0] ?? null,
    count: subtractCounts(await readCount(), before),
    cpu: cpu.average,
  }
}

/** A workflow of its own a round, so that the list of its executions is the round. */
async function runRound(api: ApiClient, count: number): Promise<Round> {
  const workflowId = await api.createWorkflow(diamond())
  const errors: string[] = []
  const begin = Date.now()
  const starts = Array.from({ length: count }, () =>
    api.execute(workflowId).catch((error: unknown) => {
      errors.push(String(error))
    }),
  )
  const ids = await Promise.all(starts)
  // Being told costs the server less than being asked: the last ones first, then a look at whether any is left.
  const last = ids.filter((id) => id !== undefined).slice(-waitFor)
  await Promise.all(last.map((id) => api.untilFinal(id)))
  await untilNoneRuns(api, workflowId)
  const elapsedMs = Date.now() - begin
  const reports = await listReports(api, workflowId)
  const completed = reports.filter(
    ({ status, completed_nodes }) => status === 'completed' && completed_nodes === 5,
  )
  const missing = count - errors.length - completed.length
  if (missing > 0) errors.push(...new Array<string>(missing).fill('An execution did not complete'))
  // All were handed in at `begin`; waiting for a free connection is a part of what a caller waits for.
  const latenciesMs = completed.map((report) => Date.parse(report.completed_at ?? '') - begin)
  return { elapsedMs, latenciesMs, errors }
}

async function untilNoneRuns(api: ApiClient, workflowId: string): Promise<void> {
  const end = performance.now() + deadlineMs
  while (performance.now() < end) {
    const path = `/api/executions?workflow_id=${workflowId}&status=running&limit=1`
    const { items } = await api.get<{ items: readonly ExecutionReport[] }>(path)
    if (items.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  throw new Error(`Executions still run after ${deadlineMs} ms`)
}

async function listReports(api: ApiClient, workflowId: string): Promise<ExecutionReport[]> {
  const reports: ExecutionReport[] = []
  let cursor: string | null = null
  do {
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: { items: readonly ExecutionReport[]; next_cursor: string | null } = await api.get(
      `/api/executions?workflow_id=${workflowId}&limit=${pageSize}${from}`,
    )
    reports.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null)
  return reports
}

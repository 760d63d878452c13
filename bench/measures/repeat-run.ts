/** Runs one workflow several times, one run after the other, and says what a client saw and what the engine counted. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { ApiClient } from '../product/api-client.ts'
import { type CpuTime, CpuWatch, type ReadCpu } from '../product/cpu-time.ts'
import {
  type EngineCount,
  type ReadEngineCount,
  readEngineCount,
  subtractCounts,
} from '../product/engine-counters.ts'
import { median, percentile } from '../report/statistics.ts'

export interface RepeatedRun {
  /** From sending the request that starts it to reading the answer that it is over; the median of the runs. */
  readonly elapsedMs: number
  readonly shortestMs: number
  readonly longestMs: number
  readonly p95Ms: number
  /** Of all runs together. */
  readonly count: EngineCount
  /** Of one run on average. */
  readonly cpu: CpuTime
}

export interface Repetition {
  readonly repeats: number
  readonly readCpu: ReadCpu
  /** Of the one process that the client talks to, where nothing is said. */
  readonly readCount?: ReadEngineCount
  /** What takes turns with the runs. */
  readonly between?: (() => Promise<void>) | undefined
  readonly warmUps?: number
}

/** So many first runs warm code and caches and do not count. */
const usualWarmUps = 2

export async function repeatRun(
  api: ApiClient,
  document: WorkflowDocument,
  { repeats, readCpu, between, readCount = () => readEngineCount(api), warmUps = usualWarmUps }: Repetition,
): Promise<RepeatedRun> {
  const workflowId = await api.createWorkflow(document)
  for (let run = 0; run < warmUps; run += 1) await timeRun(api, workflowId)
  const before = await readCount()
  const cpu = new CpuWatch(readCpu)
  const times: number[] = []
  for (let run = 0; run < repeats; run += 1) {
    times.push(await cpu.watch(() => timeRun(api, workflowId)))
    await between?.()
  }
  return {
    elapsedMs: median(times),
    shortestMs: Math.min(...times),
    longestMs: Math.max(...times),
    p95Ms: percentile(times, 0.95),
    cpu: cpu.average,
    count: subtractCounts(await readCount(), before),
  }
}

/** Milliseconds as the client sees them. Fails when the execution does anything but complete. */
async function timeRun(api: ApiClient, workflowId: string): Promise<number> {
  const begin = performance.now()
  const report = await api.untilFinal(await api.execute(workflowId))
  const elapsedMs = performance.now() - begin
  if (report.status !== 'completed' || report.completed_nodes !== report.total_nodes)
    throw new Error(`Execution ${report.execution_id} ended ${report.status}`)
  return elapsedMs
}

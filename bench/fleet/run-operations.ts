/**
 * How long single operations on state take while the fleet works at half of its top rate: those of people through
 * the API, and those of a worker (claim, complete) in the engine that every worker has.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { Engine } from '../../server/src/engine/engine.ts'
import { openDatabase } from '../../server/src/entry/database.ts'
import { readSettings } from '../../server/src/entry/env.ts'
import { createWorker } from '../../server/src/entry/run-worker.ts'
import { createLogger } from '../../server/src/ops/logger.ts'
import { diamond } from '../load/workloads.ts'
import { measureDiamonds } from '../measures/measure-diamonds.ts'
import { closeOnce } from '../open-resources.ts'
import type { ApiClient } from '../product/api-client.ts'
import { createApiClient } from '../product/api-client.ts'
import { formatNumber } from '../report/format-report.ts'
import { percentile } from '../report/statistics.ts'
import type { BenchFleet } from './bench-fleet.ts'
import type { FleetPartsInput } from './fleet-parts.ts'

const workers = 2
const forMs = 12_000
/** What comes before is not counted: processes compile what they are asked for the first time. */
const warmUpMs = 3_000
const lanes = 3
const pausesMs = 20
/** Executions are handed in so often, a few at a time. */
const tickMs = 20
const head = ['operation at half of the top rate', 'p50', 'p95', 'longest', 'samples']
/** No worker of the fleet takes its nodes: they are for this process. */
const ownGroup = 'bench'
const quickTrial = 500

type Time = <T>(name: string, run: () => Promise<T>) => Promise<T>

/** `topPerSecond`: diamonds a second that the loads reached, or null where they were not measured. */
export async function runOperations(input: FleetPartsInput, topPerSecond: number | null): Promise<void> {
  const { bench, collector } = input
  await bench.setWorkers(workers)
  await collector.attempt(['operations'], async () => {
    const top = topPerSecond ?? (await findTopRate(bench))
    const times = new Map<string, number[]>()
    let countsFrom = Number.POSITIVE_INFINITY
    const time: Time = async (name, run) => {
      const begin = performance.now()
      const result = await run()
      if (begin < countsFrom) return result
      const known = times.get(name) ?? []
      times.set(name, [...known, performance.now() - begin])
      return result
    }
    const own = await openOwnEngine(bench)
    const api = createApiClient(bench.fleet.url, bench.fleet.apiKey)
    const load = await beginLoad(bench.api, top / 2)
    try {
      countsFrom = performance.now() + warmUpMs
      const end = countsFrom + forMs
      const rounds = Array.from({ length: lanes }, () => runLane({ api, engine: own.engine, time, end }))
      await Promise.all(rounds)
    } finally {
      const handedIn = await load.stop()
      await api.close()
      await own.close()
      collector.remarkText(
        'beside the operations',
        `${formatNumber(Math.round(handedIn))} diamonds/s of ${formatNumber(Math.round(top))} at most`,
      )
    }
    const p95s = [...times.values()].map((values) => percentile(values, 0.95))
    collector.set('operations', Math.max(...p95s))
    collector.addTable({ head, rows: [...times].map(([name, values]) => toRow(name, values)) })
  })
}

async function findTopRate({ api, readCpu, readCount }: BenchFleet): Promise<number> {
  const figures = await measureDiamonds(api, quickTrial, { repeats: 1, readCpu, readCount })
  return figures.executionsPerSecond
}

interface OwnEngine {
  readonly engine: Engine
  close(): Promise<void>
}

/** As in any process of the fleet. It is not started: it sweeps nothing and takes nothing by itself. */
async function openOwnEngine({ fleet }: BenchFleet): Promise<OwnEngine> {
  const [server] = fleet.servers
  const settings = readSettings({ ...server?.env, LOG_LEVEL: 'warn' }, 'server')
  const logger = createLogger('warn')
  const database = await openDatabase(settings, logger)
  const running = await createWorker(settings, database, logger)
  const close = closeOnce(async () => {
    await running.stop()
    await database.close()
  })
  return { engine: running.engine, close }
}

/** Hands in diamonds at a steady rate. What it answers is the rate that it reached. */
async function beginLoad(api: ApiClient, perSecond: number): Promise<{ stop(): Promise<number> }> {
  const workflowId = await api.createWorkflow(diamond())
  const begin = performance.now()
  const starts: Promise<unknown>[] = []
  const failures: unknown[] = []
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - begin) * perSecond) / 1000)
    while (starts.length < due)
      starts.push(api.execute(workflowId).catch((error: unknown) => failures.push(error)))
  }, tickMs)
  return {
    async stop() {
      clearInterval(timer)
      const elapsedMs = performance.now() - begin
      await Promise.all(starts)
      if (failures.length > 0) throw new Error(`The load beside was refused: ${String(failures[0])}`)
      return (starts.length * 1000) / elapsedMs
    },
  }
}

interface Lane {
  readonly api: ApiClient
  readonly engine: Engine
  readonly time: Time
  readonly end: number
}

async function runLane(lane: Lane): Promise<void> {
  const waiting = await lane.api.createWorkflow(waitingForSignal())
  const ours = await lane.api.createWorkflow(ofOwnGroup())
  while (performance.now() < lane.end) {
    await runPeople(lane, waiting)
    await runAttempt(lane, ours)
    await pause(pausesMs)
  }
}

async function runPeople({ api, time }: Lane, workflowId: string): Promise<void> {
  const id = await time('start', () => api.execute(workflowId))
  await time('read', () => api.get(`/api/executions/${id}`))
  await time('read a node', () => api.get(`/api/executions/${id}/nodes/paid`))
  await time('read events', () => api.get(`/api/executions/${id}/events?limit=100`))
  await time('list', () => api.get(`/api/executions?workflow_id=${workflowId}&limit=20`))
  await time('pause', () => api.post(`/api/executions/${id}/pause`, {}))
  await time('resume', () => api.post(`/api/executions/${id}/resume`, {}))
  await time('signal', () => api.post(`/api/executions/${id}/signals/paid`, { amount: 1 }))
  const other = await api.execute(workflowId)
  await time('cancel', () => api.post(`/api/executions/${other}/cancel`, {}))
}

async function runAttempt({ api, engine, time }: Lane, workflowId: string): Promise<void> {
  const executionId = await api.execute(workflowId)
  const address = { nodeIndex: 0, attempt: 1, workerId: `bench-${process.pid}` }
  const task = { ...address, executionId, priority: 0, seq: 1, workerGroup: ownGroup }
  const claimed = await time('claim', () => engine.claim(task, address.workerId))
  if (!claimed.ok) throw new Error(`The claim was refused: ${claimed.refusal}`)
  const output = { kind: 'inline', value: null } as const
  await time('complete', () =>
    engine.submit(executionId, {
      type: 'complete-attempt',
      now: Date.now(),
      ...address,
      port: 'success',
      output,
    }),
  )
}

function waitingForSignal(): WorkflowDocument {
  return {
    name: 'Waits for a signal',
    nodes: { paid: { type: 'signal', params: { name: 'paid' } }, done: { type: 'noop' } },
    edges: [{ source: 'paid', target: 'done' }],
  }
}

function ofOwnGroup(): WorkflowDocument {
  return { name: 'For the bench', nodes: { only: { type: 'noop', workerGroup: ownGroup } }, edges: [] }
}

function toRow(name: string, values: readonly number[]): string[] {
  const shares = [0.5, 0.95, 1].map((share) => `${formatNumber(percentile(values, share))} ms`)
  return [name, ...shares, formatNumber(values.length)]
}

/** What a step costs, and how much memory processes take, in graphs of the same shape and growing size. */
import { montageShapeOf } from '../load/montage-shape.ts'
import { untilOver } from '../measures/until-over.ts'
import { subtractCounts } from '../product/engine-counters.ts'
import { readOrEmpty } from '../product/process-tree.ts'
import { formatNumber } from '../report/format-report.ts'
import { drawBars } from '../report/text-chart.ts'
import type { BenchFleet } from './bench-fleet.ts'
import type { FleetPartsInput } from './fleet-parts.ts'
import { toShare } from './run-loads.ts'

/** More runs of the small ones, for as many steps or so. The first run of all warms and does not count. */
const sizes = [
  { tasks: 2000, runs: 5 },
  { tasks: 5000, runs: 3 },
  { tasks: 20_000, runs: 1 },
  { tasks: 100_000, runs: 1 },
] as const
const small = sizes[0].tasks
const large = 100_000
const workers = 2
const pollMs = 100
const kibAMib = 1024

const head = [
  'tasks',
  'run',
  'a step',
  'processor a step',
  'of it PostgreSQL',
  'commits a step',
  'conflicts',
  'server, most memory',
  'worker, most memory',
]

interface SizeFigures {
  readonly stepUs: number
  readonly row: string[]
  readonly serverMiB: number
}

export async function runSizes({ bench, collector }: FleetPartsInput): Promise<void> {
  await bench.setWorkers(workers)
  await collector.attempt(['fleetMemory', 'fleetFlat'], async () => {
    if (process.platform !== 'linux') throw new Error('needs /proc')
    const figures = new Map<number, SizeFigures>()
    await runSize(bench, { tasks: small, runs: 1 })
    for (const size of sizes) figures.set(size.tasks, await runSize(bench, size))
    const [first, last] = [figures.get(small), figures.get(large)]
    collector.set('fleetMemory', Math.max(...[...figures.values()].map(({ serverMiB }) => serverMiB)))
    collector.set('fleetFlat', (last?.stepUs ?? Number.NaN) / (first?.stepUs ?? Number.NaN))
    collector.addTable({ head, rows: [...figures.values()].map(({ row }) => row) })
    const bars = [...figures].map(([tasks, { stepUs }]) => ({
      name: `${formatNumber(tasks)} tasks`,
      value: stepUs,
    }))
    collector.addText(drawBars('time of a step', bars, 'µs'))
  })
}

async function runSize(
  bench: BenchFleet,
  { tasks, runs }: { tasks: number; runs: number },
): Promise<SizeFigures> {
  const { api, readCount, readCpu } = bench
  const memory = watchMemory(bench)
  const workflowId = await api.createWorkflow(montageShapeOf(tasks))
  const [countBefore, cpuBefore] = [await readCount(), readCpu()]
  const begin = performance.now()
  for (let run = 0; run < runs; run += 1) {
    const report = await untilOver(api, await api.execute(workflowId))
    if (report.status !== 'completed' || report.completed_nodes !== tasks)
      throw new Error(`The run of ${tasks} tasks ended ${report.status}`)
  }
  const elapsedMs = performance.now() - begin
  const [cpu, count] = [readCpu(), subtractCounts(await readCount(), countBefore)]
  const { serverMiB, workerMiB } = memory.stop()
  const steps = tasks * runs
  const nodeUs = (1000 * (cpu.nodeMs - cpuBefore.nodeMs)) / steps
  const postgresUs = (1000 * (cpu.postgresMs - cpuBefore.postgresMs)) / steps
  const stepUs = (1000 * elapsedMs) / steps
  return {
    stepUs,
    serverMiB,
    row: [
      formatNumber(tasks),
      `${formatNumber(elapsedMs / runs / 1000)} s`,
      `${formatNumber(stepUs)} µs`,
      `${formatNumber(nodeUs + postgresUs)} µs`,
      `${formatNumber(postgresUs)} µs`,
      formatNumber(count.commits / count.steps),
      toShare(count.conflicts, count),
      `${formatNumber(Math.round(serverMiB))} MiB`,
      `${formatNumber(Math.round(workerMiB))} MiB`,
    ],
  }
}

/** The most that a process of each kind held at once, from now on. Publishing counts too. */
function watchMemory({ fleet, workers }: BenchFleet): { stop(): { serverMiB: number; workerMiB: number } } {
  let [serverMiB, workerMiB] = [0, 0]
  const look = () => {
    for (const { pid } of fleet.servers) serverMiB = Math.max(serverMiB, readRssMiB(pid))
    for (const { pid } of workers()) workerMiB = Math.max(workerMiB, readRssMiB(pid))
  }
  const timer = setInterval(look, pollMs)
  return {
    stop() {
      look()
      clearInterval(timer)
      return { serverMiB, workerMiB }
    },
  }
}

function readRssMiB(pid: number | null): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1] ?? 0) / kibAMib
}

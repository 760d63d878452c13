/** One wide execution on several workers: where optimistic commits collide most. */
import { fanOf } from '../load/workloads.ts'
import { repeatRun } from '../measures/repeat-run.ts'
import type { FigureName } from '../report/figures.ts'
import { formatNumber } from '../report/format-report.ts'
import { type FleetPartsInput, nameWorkers, type WorkerCount, workerCounts } from './fleet-parts.ts'
import { processorHead, toCpuParts, toShare } from './run-loads.ts'

const width = 8000
const steps = width + 2
const repeats = 3

const figureOf = { 1: null, 2: 'fleetWide2', 4: 'fleetWide4' } as const satisfies Record<
  WorkerCount,
  FigureName | null
>
const head = [
  'one execution',
  'workers',
  'steps/s',
  'beside 1 worker',
  'commits a step',
  'conflicts',
  'catch-ups',
  'locks',
  processorHead,
]

export async function runWide({ bench, collector }: FleetPartsInput): Promise<void> {
  const rows: string[][] = []
  let alone = Number.NaN
  for (const workers of workerCounts) {
    await bench.setWorkers(workers)
    const name = figureOf[workers]
    const measure = async () => {
      const { readCpu, readCount } = bench
      const run = await repeatRun(bench.api, fanOf(width), { repeats, readCpu, readCount, warmUps: workers })
      const { elapsedMs, count, cpu } = run
      const stepsPerSecond = (steps * 1000) / elapsedMs
      if (workers === 1) alone = stepsPerSecond
      if (name !== null) collector.set(name, stepsPerSecond / alone)
      rows.push([
        `fan of ${formatNumber(width)}`,
        nameWorkers(workers),
        formatNumber(Math.round(stepsPerSecond)),
        `${formatNumber(stepsPerSecond / alone)} x`,
        formatNumber(count.commits / count.steps),
        toShare(count.conflicts, count),
        toShare(count.catchUps, count),
        toShare(count.locks, count),
        toCpuParts(cpu, steps),
      ])
    }
    await collector.attempt(name === null ? [] : [name], measure, `one wide run, ${nameWorkers(workers)}`)
  }
  collector.addTable({ head, rows })
}

/** Fan, diamonds and chain with 1, 2 and 4 workers, in turns with plain BullMQ and the floor of SQL. */
import type { FloorLoad } from '../floor/open-floor.ts'
import { chainOf, diamond, fanOf } from '../load/workloads.ts'
import { measureDiamonds } from '../measures/measure-diamonds.ts'
import { repeatRun } from '../measures/repeat-run.ts'
import type { CpuTime } from '../product/cpu-time.ts'
import type { EngineCount } from '../product/engine-counters.ts'
import type { FigureName } from '../report/figures.ts'
import { formatNumber } from '../report/format-report.ts'
import { median } from '../report/statistics.ts'
import { type FleetPartsInput, nameWorkers, type WorkerCount, workerCounts } from './fleet-parts.ts'
import { openPlainBullmq, type PlainBullmq } from './plain-bullmq.ts'

export type Load = 'fan' | 'diamonds' | 'chain'

const fanWidth = 1000
const fanSteps = fanWidth + 2
const diamondCount = 1000
const diamondSteps = 5
const chainLength = 100
const repeats = { fan: 7, diamonds: 4, chain: 7 }
const plainJobs = 4000

const figuresOf = {
  1: { fan: 'fleetFan1', diamonds: 'fleetDiamonds1', p95: 'fleetDiamondsP951' },
  2: { fan: 'fleetFan2', diamonds: 'fleetDiamonds2', p95: 'fleetDiamondsP952' },
  4: { fan: 'fleetFan4', diamonds: 'fleetDiamonds4', p95: 'fleetDiamondsP954' },
} as const satisfies Record<WorkerCount, Record<string, FigureName>>

const head = [
  'load',
  'workers',
  'steps/s',
  'executions/s',
  'p50',
  'p95',
  'x plain BullMQ',
  'x SQL',
  'commits a step',
  'round trips a step',
  'conflicts',
  'catch-ups',
  'processor a step',
]

interface Measured {
  readonly executionsPerSecond: number
  readonly stepsPerSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly count: EngineCount
  /** Of one repetition. */
  readonly cpu: CpuTime
  readonly stepsOfOne: number
}

/** Executions a second that two workers reached with diamonds; null where that was not measured. */
export interface LoadResults {
  diamondsPerSecond: number | null
}

export async function runLoads(input: FleetPartsInput, loads: readonly Load[]): Promise<LoadResults> {
  const results: LoadResults = { diamondsPerSecond: null }
  const { bench, collector } = input
  const turns = await openTurns(input)
  const rows: string[][] = []
  const errors: string[] = []
  for (const count of workerCounts) {
    await bench.setWorkers(count)
    const names = figuresOf[count]
    if (loads.includes('fan')) {
      await collector.attempt([names.fan], async () => {
        const turn = await turns.begin(fanOf(fanWidth), 1)
        const measured = await measureRuns(input, {
          document: fanOf(fanWidth),
          steps: fanSteps,
          load: 'fan',
          turn,
        })
        collector.set(names.fan, measured.stepsPerSecond / turn.plainPerSecond())
        rows.push(toRow(`fan of ${formatNumber(fanWidth)}`, count, { measured, turn }))
      })
    }
    if (loads.includes('diamonds')) {
      await collector.attempt([names.diamonds, names.p95], async () => {
        const turn = await turns.begin(diamond(), diamondCount)
        const { measured, failures } = await measureManyDiamonds(input, turn)
        errors.push(...failures)
        collector.set(names.diamonds, measured.executionsPerSecond)
        collector.set(names.p95, measured.p95Ms)
        if (count === 2) results.diamondsPerSecond = measured.executionsPerSecond
        rows.push(toRow(`${formatNumber(diamondCount)} diamonds`, count, { measured, turn }))
      })
      collector.set('fleetDiamondErrors', errors.length)
    }
    if (loads.includes('chain')) {
      const runChain = async () => {
        const turn = await turns.begin(chainOf(chainLength), 1)
        const document = chainOf(chainLength)
        const measured = await measureRuns(input, { document, steps: chainLength, load: 'chain', turn })
        rows.push(toRow(`chain of ${chainLength}`, count, { measured, turn }))
      }
      await collector.attempt([], runChain, `chain, ${nameWorkers(count)}`)
    }
  }
  await turns.close()
  if (errors[0] !== undefined)
    collector.remarkText('diamonds of a fleet, first error', errors[0].slice(0, 200))
  collector.addTable({ head, rows })
  return results
}

interface Turns {
  begin(document: Parameters<typeof repeatRun>[1], count: number): Promise<Turn>
  close(): Promise<void>
}

/** What takes turns with one load of the fleet. */
interface Turn {
  readonly next: () => Promise<void>
  readonly plainPerSecond: () => number
  readonly floorMs: () => number
}

async function openTurns(input: FleetPartsInput): Promise<Turns> {
  const { bench, collector } = input
  const setting = input.plainSetting()
  const plain: PlainBullmq = await openPlainBullmq(bench.fleet.redis.url, setting)
  const floor = await input.floor()
  const all: number[] = []
  return {
    async begin(document, count) {
      const load: FloorLoad = await floor.prepare(document, count)
      const rates: number[] = []
      return {
        next: async () => {
          await load.run()
          rates.push((await plain.run(plainJobs)).jobsPerSecond)
          all.push(rates.at(-1) ?? 0)
        },
        plainPerSecond: () => median(rates),
        floorMs: () => median(load.runs.map(({ elapsedMs }) => elapsedMs)),
      }
    },
    async close() {
      await plain.close()
      const { processes, concurrency } = setting
      const rates = `${formatNumber(Math.round(median(all)))} jobs/s`
      const range = `${formatNumber(Math.round(Math.min(...all)))} to ${formatNumber(Math.round(Math.max(...all)))}`
      collector.remarkText(
        'plain BullMQ beside the loads',
        `${rates} (${range}), processes ${processes}, at once in each ${concurrency}`,
      )
    },
  }
}

async function measureRuns(
  { bench }: FleetPartsInput,
  run: { document: Parameters<typeof repeatRun>[1]; steps: number; load: 'fan' | 'chain'; turn: Turn },
): Promise<Measured> {
  const { readCpu, readCount } = bench
  const repetition = { repeats: repeats[run.load], readCpu, readCount, between: run.turn.next }
  const { elapsedMs, p95Ms, count, cpu } = await repeatRun(bench.api, run.document, repetition)
  return {
    executionsPerSecond: 1000 / elapsedMs,
    stepsPerSecond: (run.steps * 1000) / elapsedMs,
    p50Ms: elapsedMs,
    p95Ms,
    count,
    cpu,
    stepsOfOne: run.steps,
  }
}

async function measureManyDiamonds(
  { bench }: FleetPartsInput,
  turn: Turn,
): Promise<{ measured: Measured; failures: string[] }> {
  const { readCpu, readCount } = bench
  const repetition = { repeats: repeats.diamonds, readCpu, readCount, between: turn.next }
  const figures = await measureDiamonds(bench.api, diamondCount, repetition)
  const { executionsPerSecond, p50Ms, p95Ms, count, cpu, errors, firstError } = figures
  const measured = {
    executionsPerSecond,
    stepsPerSecond: executionsPerSecond * diamondSteps,
    p50Ms,
    p95Ms,
    count,
    cpu,
    stepsOfOne: diamondCount * diamondSteps,
  }
  return { measured, failures: new Array<string>(errors).fill(firstError ?? 'unknown') }
}

function toRow(
  name: string,
  workers: number,
  { measured, turn }: { measured: Measured; turn: Turn },
): string[] {
  const { stepsPerSecond, executionsPerSecond, p50Ms, p95Ms, count, cpu, stepsOfOne } = measured
  const elapsedMs = (stepsOfOne * 1000) / stepsPerSecond
  return [
    name,
    nameWorkers(workers),
    formatNumber(Math.round(stepsPerSecond)),
    formatNumber(executionsPerSecond),
    `${formatNumber(Math.round(p50Ms))} ms`,
    `${formatNumber(Math.round(p95Ms))} ms`,
    formatNumber(stepsPerSecond / turn.plainPerSecond()),
    formatNumber(turn.floorMs() / elapsedMs),
    formatNumber(count.commits / count.steps),
    formatNumber(count.roundTrips / count.steps),
    toShare(count.conflicts, count),
    toShare(count.catchUps, count),
    `${formatNumber((1000 * (cpu.nodeMs + cpu.postgresMs)) / stepsOfOne)} µs`,
  ]
}

/** Beside the number of commits. */
export function toShare(part: number, { commits }: EngineCount): string {
  return `${formatNumber(part)} (${formatNumber((100 * part) / commits)} %)`
}

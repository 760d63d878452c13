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
import { openPlainBullmq, type PlainBullmq, type PlainTrial } from './plain-bullmq.ts'

export type Load = 'fan' | 'diamonds' | 'chain'

const fanWidth = 1000
const fanSteps = fanWidth + 2
const diamondCount = 1000
const diamondSteps = 5
const chainLength = 100
const repeats = { fan: 7, diamonds: 3, chain: 5 }
/** First runs that do not count, for each worker: each compiles its code by itself, and does its share of a run. */
const warmUps = { fan: 4, diamonds: 1, chain: 1 }
const plainJobs = 3000

const figuresOf = {
  1: { fan: 'fleetFan1', diamonds: 'fleetDiamonds1', p95: 'fleetDiamondsP951' },
  2: { fan: 'fleetFan2', diamonds: 'fleetDiamonds2', p95: 'fleetDiamondsP952' },
  4: { fan: 'fleetFan4', diamonds: 'fleetDiamonds4', p95: 'fleetDiamondsP954' },
} as const satisfies Record<WorkerCount, Record<string, FigureName>>

export const processorHead = 'processor a step: server + workers + PostgreSQL + Redis + balancer, µs'
const head = [
  'load',
  'workers',
  'steps/s',
  'executions/s',
  'p50',
  'p95',
  'x plain BullMQ',
  'x only worked off',
  'x SQL',
  'commits a step',
  'round trips a step',
  'conflicts',
  'catch-ups',
  'locks',
  processorHead,
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
        const document = fanOf(fanWidth)
        const measured = await measureRuns(input, { document, steps: fanSteps, load: 'fan', turn, count })
        collector.set(names.fan, measured.stepsPerSecond / turn.plainPerSecond())
        rows.push(toRow(`fan of ${formatNumber(fanWidth)}`, count, { measured, turn }))
      })
    }
    if (loads.includes('diamonds')) {
      await collector.attempt([names.diamonds, names.p95], async () => {
        const turn = await turns.begin(diamond(), diamondCount)
        const { measured, failures } = await measureManyDiamonds(input, turn, count)
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
        const run = { document, steps: chainLength, load: 'chain', turn, count } as const
        const measured = await measureRuns(input, run)
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
  /** Jobs a second through plain BullMQ, handed in and worked off. */
  readonly plainPerSecond: () => number
  /** Only worked off. */
  readonly workedPerSecond: () => number
  readonly floorMs: () => number
}

async function openTurns(input: FleetPartsInput): Promise<Turns> {
  const { bench, collector } = input
  const setting = input.plainSetting()
  const plain: PlainBullmq = await openPlainBullmq(bench.fleet.redis, setting)
  const floor = await input.floor()
  const all: PlainTrial[] = []
  return {
    async begin(document, count) {
      const load: FloorLoad = await floor.prepare(document, count)
      const trials: PlainTrial[] = []
      return {
        next: async () => {
          await load.run()
          const trial = await plain.run(plainJobs)
          trials.push(trial)
          all.push(trial)
        },
        plainPerSecond: () => median(trials.map(({ jobsPerSecond }) => jobsPerSecond)),
        workedPerSecond: () => median(trials.map(({ workedPerSecond }) => workedPerSecond)),
        floorMs: () => median(load.runs.map(({ elapsedMs }) => elapsedMs)),
      }
    },
    async close() {
      await plain.close()
      const { processes, concurrency } = setting
      const rates = all.map(({ jobsPerSecond }) => jobsPerSecond)
      const round = (rate: number) => formatNumber(Math.round(rate))
      const cpu = round(median(all.map((trial) => trial.cpu.clientsUs + trial.cpu.redisUs)))
      const worked = round(median(all.map(({ workedPerSecond }) => workedPerSecond)))
      collector.remarkText(
        'plain BullMQ beside the loads',
        `${round(median(rates))} jobs/s (${round(Math.min(...rates))} to ${round(Math.max(...rates))}), ` +
          `only worked off ${worked}; processes ${processes}, at once in each ${concurrency}; ` +
          `processor ${cpu} µs a job`,
      )
    },
  }
}

interface Run {
  readonly document: Parameters<typeof repeatRun>[1]
  readonly steps: number
  readonly load: 'fan' | 'chain'
  readonly turn: Turn
  readonly count: WorkerCount
}

async function measureRuns({ bench }: FleetPartsInput, run: Run): Promise<Measured> {
  const { readCpu, readCount } = bench
  const { load, count: workers, turn } = run
  const warm = { warmUps: warmUps[load] * workers, repeats: repeats[load] }
  const repetition = { ...warm, readCpu, readCount, between: turn.next }
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
  workers: WorkerCount,
): Promise<{ measured: Measured; failures: string[] }> {
  const { readCpu, readCount } = bench
  const warm = { warmUps: warmUps.diamonds * workers, repeats: repeats.diamonds }
  const repetition = { ...warm, readCpu, readCount, between: turn.next }
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
    formatNumber(stepsPerSecond / turn.workedPerSecond()),
    formatNumber(turn.floorMs() / elapsedMs),
    formatNumber(count.commits / count.steps),
    formatNumber(count.roundTrips / count.steps),
    toShare(count.conflicts, count),
    toShare(count.catchUps, count),
    toShare(count.locks, count),
    toCpuParts(cpu, stepsOfOne),
  ]
}

/** What each kind of process took of the processor for a step. */
export function toCpuParts({ nodeMs, postgresMs, fleet }: CpuTime, steps: number): string {
  const { serverMs = 0, balancerMs = 0, redisMs = 0 } = fleet ?? {}
  const parts = [serverMs, nodeMs - serverMs, postgresMs, redisMs, balancerMs]
  return parts.map((ms) => Math.round((1000 * ms) / steps)).join(' + ')
}

/** Beside the number of commits. */
export function toShare(part: number, { commits }: EngineCount): string {
  return `${formatNumber(part)} (${formatNumber((100 * part) / commits)} %)`
}

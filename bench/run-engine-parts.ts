/** The parts that drive the engine through the public API, and the floor beside them. */
import { type FloorFigures, measureFloor } from './floor/measure-floor.ts'
import { chainOf, fanOf } from './load/workloads.ts'
import { measureDiamonds } from './measures/measure-diamonds.ts'
import { measureMontage } from './measures/measure-montage.ts'
import { type RepeatedRun, repeatRun, warmUps } from './measures/repeat-run.ts'
import type { Part } from './options.ts'
import type { ApiClient } from './product/api-client.ts'
import { type CpuTime, type ReadCpu, shareCpu } from './product/cpu-time.ts'
import type { Collector } from './report/collector.ts'
import { formatNumber } from './report/format-report.ts'

interface EngineParts {
  readonly api: ApiClient
  readonly only: ReadonlySet<Part>
  readonly samplesFolder: string
  readonly collector: Collector
  readonly readCpu: ReadCpu
}

/** Nodes at once: the product's default, said aloud because the ideal of the replays depends on it. */
export const concurrency = 32

const sizes = { chain: 100, fan: 1000, diamonds: 1000 }
const repeats = { chain: 15, fan: 9, diamonds: 5, montage: 3, floor: 7 }

export async function runEngineParts(parts: EngineParts): Promise<void> {
  const { only } = parts
  if (only.has('chain')) await runChain(parts)
  if (only.has('fan')) await runFan(parts)
  if (only.has('diamonds')) await runDiamonds(parts)
  if (only.has('floor')) await runFloor(parts)
  if (only.has('montage')) await runMontage(parts)
}

async function runChain({ api, collector, readCpu }: EngineParts): Promise<void> {
  await collector.attempt(['chain', 'chainCommits'], async () => {
    const before = readCpu()
    const run = await repeatRun(api, chainOf(sizes.chain), repeats.chain)
    collector.set('chain', run.elapsedMs / sizes.chain)
    collector.set('chainCommits', run.count.commits / run.count.steps)
    remarkRun(collector, 'chain', run)
    remarkCpu(collector, 'chain, a run', shareCpu(readCpu(), before, repeats.chain + warmUps))
  })
}

async function runFan({ api, collector, readCpu }: EngineParts): Promise<void> {
  await collector.attempt(['fan', 'fanCommits'], async () => {
    const before = readCpu()
    const run = await repeatRun(api, fanOf(sizes.fan), repeats.fan)
    collector.set('fan', ((sizes.fan + 2) * 1000) / run.elapsedMs)
    collector.set('fanCommits', run.count.commits / run.count.steps)
    remarkRun(collector, 'fan', run)
    remarkCpu(collector, 'fan, a run', shareCpu(readCpu(), before, repeats.fan + warmUps))
  })
}

function remarkRun(collector: Collector, name: string, run: RepeatedRun): void {
  const { elapsedMs, shortestMs, longestMs, count } = run
  const round = (ms: number) => Math.round(ms).toLocaleString('en-US')
  collector.remarkText(
    `${name}, a run`,
    `${round(elapsedMs)} ms (${round(shortestMs)} to ${round(longestMs)}), ` +
      `${formatNumber(count.roundTrips / count.steps)} round trips and ` +
      `${formatNumber(count.events / count.steps)} events a step`,
  )
}

function remarkCpu(collector: Collector, name: string, { nodeMs, postgresMs }: CpuTime): void {
  collector.remarkText(
    `${name}, processor`,
    `Node ${Math.round(nodeMs)} ms, PostgreSQL ${Math.round(postgresMs)} ms`,
  )
}

async function runDiamonds({ api, collector, readCpu }: EngineParts): Promise<void> {
  await collector.attempt(['diamonds', 'diamondsP95', 'diamondErrors'], async () => {
    const before = readCpu()
    const figures = await measureDiamonds(api, sizes.diamonds, repeats.diamonds)
    const { executionsPerSecond, p50Ms, p95Ms, errors, firstError, count } = figures
    collector.set('diamonds', executionsPerSecond)
    collector.set('diamondsP95', p95Ms)
    collector.set('diamondErrors', errors)
    if (firstError !== null) collector.remarkText('diamonds, first error', firstError.slice(0, 200))
    const commits = formatNumber(count.commits / count.steps)
    remarkCpu(collector, '1,000 diamonds', shareCpu(readCpu(), before, repeats.diamonds + 1))
    collector.remarkText('diamonds', `p50 ${Math.round(p50Ms)} ms, ${commits} commits a step`)
  })
}

async function runFloor({ collector }: EngineParts): Promise<void> {
  await collector.attempt(['fanShare', 'diamondShare'], async () => {
    const floor = await measureFloor({ ...sizes, repeats: repeats.floor })
    const { fan, diamonds } = collector.figures
    collector.set('fanShare', toShare(fan, floor.fanStepsPerSecond))
    collector.set('diamondShare', toShare(diamonds, floor.diamondsPerSecond))
    remarkFloor(collector, floor)
  })
}

function toShare(measured: unknown, floor: number): number | { missing: string } {
  return typeof measured === 'number'
    ? (100 * measured) / floor
    : { missing: 'not measured: needs the product beside the floor' }
}

function remarkFloor(collector: Collector, floor: FloorFigures): void {
  collector.remark('floor, chain, a hop', floor.chainMsPerHop, 'ms')
  collector.remark('floor, fan', floor.fanStepsPerSecond, 'steps/s')
  collector.remark('floor, fan, commits a step', floor.fanCommitsPerStep)
  collector.remark('floor, diamonds', floor.diamondsPerSecond, 'executions/s')
  collector.remark('PostgreSQL, one connection', floor.commitsPerSecond, 'commits/s')
  collector.remark('PostgreSQL, eight connections', floor.commitsPerSecondOfEight, 'commits/s')
}

async function runMontage({ api, collector, samplesFolder }: EngineParts): Promise<void> {
  await collector.attempt(['montage'], async () => {
    const replays = await measureMontage(api, {
      samplesFolder,
      workers: concurrency,
      repeats: repeats.montage,
    })
    const largest = replays.find((replay) => replay.name.endsWith('-300'))
    collector.set('montage', largest?.ratio ?? { missing: `skipped: no montage-2mass in ${samplesFolder}` })
    for (const { name, tasks, idealMs, measuredMs, ratio } of replays) {
      const times = `${Math.round(measuredMs)} ms, ideal ${Math.round(idealMs)} ms: ${formatNumber(ratio)} x`
      collector.remarkText(`${name.replace('montage-2mass-', 'montage-')}, ${tasks} tasks`, times)
    }
  })
}

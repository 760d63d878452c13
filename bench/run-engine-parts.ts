/** The parts that drive the engine through the public API, in turns with the floor. */
import { type Floor, type FloorLoad, openFloor } from './floor/open-floor.ts'
import { chainOf, diamond, fanOf } from './load/workloads.ts'
import { measureDiamonds } from './measures/measure-diamonds.ts'
import { measureMontage } from './measures/measure-montage.ts'
import { type RepeatedRun, repeatRun } from './measures/repeat-run.ts'
import type { Part } from './options.ts'
import type { ApiClient } from './product/api-client.ts'
import type { CpuTime, ReadCpu } from './product/cpu-time.ts'
import type { Collector } from './report/collector.ts'
import { formatNumber } from './report/format-report.ts'
import { median } from './report/statistics.ts'

interface EngineParts {
  readonly api: ApiClient
  readonly only: ReadonlySet<Part>
  readonly samplesFolder: string
  readonly collector: Collector
  readonly readCpu: ReadCpu
}

/** With the floor, where it was asked for. */
interface FlooredParts extends EngineParts {
  readonly floor: Floor | null
}

/** Nodes at once: the product's default, said aloud because the ideal of the replays depends on it. */
export const concurrency = 32

const chainLength = 100
const fanWidth = 1000
const fanSteps = fanWidth + 2
const diamondCount = 1000
const repeats = { chain: 15, fan: 11, diamonds: 7, montage: 3 }

export async function runEngineParts(parts: EngineParts): Promise<void> {
  const { only } = parts
  const floor = only.has('floor') ? await openFloor() : null
  try {
    if (only.has('chain')) await runChain({ ...parts, floor })
    if (only.has('fan')) await runFan({ ...parts, floor })
    if (only.has('diamonds')) await runDiamonds({ ...parts, floor })
    if (floor !== null) await remarkCommitRates(floor, parts.collector)
  } finally {
    await floor?.close()
  }
  if (only.has('montage')) await runMontage(parts)
}

async function runChain({ api, collector, readCpu, floor }: FlooredParts): Promise<void> {
  await collector.attempt(['chain', 'chainCommits'], async () => {
    const document = chainOf(chainLength)
    const load = await floor?.prepare(document, 1)
    const run = await repeatRun(api, document, { repeats: repeats.chain, readCpu, between: load?.run })
    collector.set('chain', run.elapsedMs / chainLength)
    collector.set('chainCommits', run.count.commits / run.count.steps)
    remarkRun(collector, 'chain', run)
    if (load !== undefined) collector.remark('floor, chain, a hop', medianMs(load) / chainLength, 'ms')
  })
}

async function runFan({ api, collector, readCpu, floor }: FlooredParts): Promise<void> {
  await collector.attempt(
    floor === null ? ['fan', 'fanCommits'] : ['fan', 'fanShare', 'fanCommits'],
    async () => {
      const document = fanOf(fanWidth)
      const load = await floor?.prepare(document, 1)
      const run = await repeatRun(api, document, { repeats: repeats.fan, readCpu, between: load?.run })
      const stepsPerSecond = (fanSteps * 1000) / run.elapsedMs
      collector.set('fan', stepsPerSecond)
      collector.set('fanCommits', run.count.commits / run.count.steps)
      remarkRun(collector, 'fan', run)
      if (load === undefined) return
      const floorStepsPerSecond = (fanSteps * 1000) / medianMs(load)
      collector.set('fanShare', (100 * stepsPerSecond) / floorStepsPerSecond)
      const commits = formatNumber(median(load.runs.map((floorRun) => floorRun.commits)) / fanSteps)
      collector.remarkText(
        'floor, fan',
        `${formatNumber(floorStepsPerSecond)} steps/s, ${commits} commits a step`,
      )
    },
  )
}

async function runDiamonds({ api, collector, readCpu, floor }: FlooredParts): Promise<void> {
  const names = ['diamonds', 'diamondsP95', 'diamondErrors'] as const
  await collector.attempt(floor === null ? names : [...names, 'diamondShare'], async () => {
    const load = await floor?.prepare(diamond(), diamondCount)
    const repetition = { repeats: repeats.diamonds, readCpu, between: load?.run }
    const figures = await measureDiamonds(api, diamondCount, repetition)
    const { executionsPerSecond, p50Ms, p95Ms, errors, firstError, count, cpu } = figures
    collector.set('diamonds', executionsPerSecond)
    collector.set('diamondsP95', p95Ms)
    collector.set('diamondErrors', errors)
    if (firstError !== null) collector.remarkText('diamonds, first error', firstError.slice(0, 200))
    const commits = formatNumber(count.commits / count.steps)
    collector.remarkText('diamonds', `p50 ${Math.round(p50Ms)} ms, ${commits} commits a step`)
    remarkCpu(collector, '1,000 diamonds', cpu)
    if (load === undefined) return
    const floorPerSecond = (diamondCount * 1000) / medianMs(load)
    collector.set('diamondShare', (100 * executionsPerSecond) / floorPerSecond)
    collector.remark('floor, diamonds', floorPerSecond, 'executions/s')
  })
}

async function runMontage({ api, collector, samplesFolder, readCpu }: EngineParts): Promise<void> {
  await collector.attempt(['montage'], async () => {
    const repetition = { repeats: repeats.montage, readCpu }
    const replays = await measureMontage(api, { samplesFolder, workers: concurrency, repetition })
    const largest = replays.find((replay) => replay.name.endsWith('-300'))
    collector.set('montage', largest?.ratio ?? { missing: `skipped: no montage-2mass in ${samplesFolder}` })
    for (const { name, tasks, idealMs, measuredMs, ratio } of replays) {
      const times = `${formatNumber(Math.round(measuredMs))} ms, ideal ${formatNumber(Math.round(idealMs))} ms`
      const title = `${name.replace('montage-2mass-', 'montage-')}, ${tasks} tasks`
      collector.remarkText(title, `${times}: ${formatNumber(ratio)} x`)
    }
  })
}

function remarkRun(collector: Collector, name: string, run: RepeatedRun): void {
  const { elapsedMs, shortestMs, longestMs, count, cpu } = run
  const round = (ms: number) => formatNumber(Math.round(ms))
  collector.remarkText(
    `${name}, a run`,
    `${round(elapsedMs)} ms (${round(shortestMs)} to ${round(longestMs)}), ` +
      `${formatNumber(count.roundTrips / count.steps)} round trips and ` +
      `${formatNumber(count.events / count.steps)} events a step`,
  )
  remarkCpu(collector, `${name}, a run`, cpu)
}

function remarkCpu(collector: Collector, name: string, { nodeMs, postgresMs }: CpuTime): void {
  const times = `Node ${Math.round(nodeMs)} ms, PostgreSQL ${Math.round(postgresMs)} ms`
  collector.remarkText(`${name}, processor`, times)
}

async function remarkCommitRates(floor: Floor, collector: Collector): Promise<void> {
  collector.remark('PostgreSQL, one connection', await floor.measureCommitRate(1), 'commits/s')
  collector.remark('PostgreSQL, eight connections', await floor.measureCommitRate(8), 'commits/s')
}

function medianMs(load: FloorLoad): number {
  return median(load.runs.map((run) => run.elapsedMs))
}

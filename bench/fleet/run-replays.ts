/** Real runs on a fleet beside the shortest time that a list schedule finds for the same tasks and slots. */
import { readGpt2 } from '../load/gpt2.ts'
import { scheduleTasks } from '../load/list-schedule.ts'
import { readMontage, type Trace, toReplay } from '../load/montage.ts'
import { repeatRun } from '../measures/repeat-run.ts'
import type { FigureName } from '../report/figures.ts'
import { formatNumber } from '../report/format-report.ts'
import { concurrency } from './bench-fleet.ts'
import { type FleetPartsInput, nameWorkers } from './fleet-parts.ts'

interface Replay {
  readonly figure: FigureName
  readonly what: string
  readonly read: (samplesFolder: string) => Trace | null
}

/** A second of montage is this long, so that a run takes seconds; GPT-2 takes its real time, about one second. */
const montageMsASecond = 2
const repeats = 3
const workers = [1, 2] as const
/** The one that is judged: a fleet is more than one. */
const judged = 2
const head = ['replay', 'workers', 'slots', 'tasks', 'ideal', 'measured', 'times ideal']

const replays: readonly Replay[] = [
  { figure: 'fleetMontage', what: 'montage-patch-300', read: readSlowMontage },
  { figure: 'fleetGpt2', what: 'GPT-2, 12 shards', read: readGpt2 },
]

export async function runReplays({ bench, collector, samplesFolder }: FleetPartsInput): Promise<void> {
  const { readCpu, readCount } = bench
  const rows: string[][] = []
  for (const count of workers) {
    await bench.setWorkers(count)
    for (const { figure, what, read } of replays) {
      const trace = read(samplesFolder)
      if (trace === null) {
        collector.set(figure, { missing: `skipped: no file of it in ${samplesFolder}` })
        continue
      }
      const measure = async () => {
        const slots = count * concurrency
        const idealMs = scheduleTasks(trace.tasks, slots)
        const repetition = { repeats, readCpu, readCount, warmUps: 1 }
        const { elapsedMs } = await repeatRun(bench.api, toReplay(trace), repetition)
        if (count === judged) collector.set(figure, elapsedMs / idealMs)
        const round = (ms: number) => `${formatNumber(Math.round(ms))} ms`
        const sizes = [nameWorkers(count), formatNumber(slots), formatNumber(trace.tasks.length)]
        rows.push([
          what,
          ...sizes,
          round(idealMs),
          round(elapsedMs),
          `${formatNumber(elapsedMs / idealMs)} x`,
        ])
      }
      await collector.attempt(count === judged ? [figure] : [], measure, `${what}, ${nameWorkers(count)}`)
    }
  }
  collector.addTable({ head, rows })
}

function readSlowMontage(samplesFolder: string): Trace | null {
  const trace = readMontage(samplesFolder, 300)
  if (trace === null) return null
  const tasks = trace.tasks.map((task) => ({ ...task, durationMs: task.durationMs * montageMsASecond }))
  return { ...trace, tasks }
}

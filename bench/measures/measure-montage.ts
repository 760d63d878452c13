/** Replays of real runs beside the shortest time that a list schedule finds for the same tasks and workers. */
import { scheduleTasks } from '../load/list-schedule.ts'
import { montagePatches, readMontage, toReplay } from '../load/montage.ts'
import type { ApiClient } from '../product/api-client.ts'
import { type Repetition, repeatRun } from './repeat-run.ts'

export interface ReplayFigures {
  readonly name: string
  readonly tasks: number
  readonly idealMs: number
  readonly measuredMs: number
  readonly ratio: number
}

/** Nothing where the files are not there. `workers` is how many nodes the product runs at once. */
export async function measureMontage(
  api: ApiClient,
  { samplesFolder, workers, repetition }: { samplesFolder: string; workers: number; repetition: Repetition },
): Promise<ReplayFigures[]> {
  const figures: ReplayFigures[] = []
  for (const patch of montagePatches) {
    const trace = readMontage(samplesFolder, patch)
    if (trace === null) continue
    const idealMs = scheduleTasks(trace.tasks, workers)
    const { elapsedMs } = await repeatRun(api, toReplay(trace), repetition)
    const { name, tasks } = trace
    figures.push({ name, tasks: tasks.length, idealMs, measuredMs: elapsedMs, ratio: elapsedMs / idealMs })
  }
  return figures
}

/** Which setting of plain BullMQ is the fastest here: the yardstick of the fleet. */
import type { FleetRedis } from '../../server/src/fleet/fleet-redis.ts'
import type { Collector } from '../report/collector.ts'
import { formatNumber } from '../report/format-report.ts'
import { openPlainBullmq, type PlainSetting, type PlainTrial } from './plain-bullmq.ts'

/** 100 at once is what its makers' own benchmarks use. */
const settings: readonly PlainSetting[] = [
  { processes: 1, concurrency: 32 },
  { processes: 1, concurrency: 100 },
  { processes: 1, concurrency: 300 },
  { processes: 2, concurrency: 100 },
  { processes: 2, concurrency: 300 },
]
const jobs = 10_000

/** Without this part the loads are compared with this one, which is near the best wherever it was tried. */
export const usualSetting: PlainSetting = { processes: 1, concurrency: 100 }

export async function findBestPlain(redis: FleetRedis, collector: Collector): Promise<PlainSetting> {
  let best: { setting: PlainSetting; trial: PlainTrial } | null = null
  const rows: string[][] = []
  for (const setting of settings) {
    const plain = await openPlainBullmq(redis, setting)
    const trial = await plain.run(jobs).finally(() => plain.close())
    rows.push([
      formatNumber(setting.processes),
      formatNumber(setting.concurrency),
      formatNumber(Math.round(trial.addedPerSecond)),
      formatNumber(Math.round(trial.workedPerSecond)),
      formatNumber(Math.round(trial.jobsPerSecond)),
      `${Math.round(trial.cpu.clientsUs)} + ${Math.round(trial.cpu.redisUs)}`,
    ])
    if (best === null || trial.jobsPerSecond > best.trial.jobsPerSecond) best = { setting, trial }
  }
  const head = [
    'plain BullMQ, processes',
    'jobs at once in each',
    'only added/s',
    'only worked off/s',
    'added and worked off/s',
    'processor a job: clients + Redis, µs',
  ]
  collector.addTable({ head, rows })
  return best?.setting ?? usualSetting
}

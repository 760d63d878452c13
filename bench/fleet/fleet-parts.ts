/** What each part of the fleet family is given. */
import type { Floor } from '../floor/open-floor.ts'
import type { Collector } from '../report/collector.ts'
import type { BenchFleet } from './bench-fleet.ts'
import type { PlainSetting } from './plain-bullmq.ts'

export interface FleetPartsInput {
  readonly bench: BenchFleet
  readonly collector: Collector
  readonly samplesFolder: string
  readonly floor: () => Promise<Floor>
  /** What plain BullMQ does best with on this machine. */
  readonly plainSetting: () => PlainSetting
}

export const workerCounts = [1, 2, 4] as const
export type WorkerCount = (typeof workerCounts)[number]

export function nameWorkers(count: number): string {
  return count === 1 ? '1 worker' : `${count} workers`
}

/** The parts of the fleet family in their order, all on one fleet whose database grows from part to part. */
import { type Floor, openFloor } from '../floor/open-floor.ts'
import type { FleetBenchOptions } from '../options.ts'
import type { Collector } from '../report/collector.ts'
import { openBenchFleet } from './bench-fleet.ts'
import type { FleetPartsInput } from './fleet-parts.ts'
import type { PlainSetting } from './plain-bullmq.ts'
import { runFairness } from './run-fairness.ts'
import { type Load, runLoads } from './run-loads.ts'
import { runOperations } from './run-operations.ts'
import { findBestPlain, usualSetting } from './run-plain.ts'
import { runQueue } from './run-queue.ts'
import { runReplays } from './run-replays.ts'
import { runSizes } from './run-sizes.ts'
import { runTakeover } from './run-takeover.ts'
import { runWide } from './run-wide.ts'

const loads: readonly Load[] = ['fan', 'diamonds', 'chain']

export async function runFleetParts(
  { only, samplesFolder }: FleetBenchOptions,
  collector: Collector,
): Promise<void> {
  const begin = performance.now()
  const bench = await openBenchFleet()
  collector.remark('fleet of 4 workers, first start', performance.now() - begin, 'ms')
  let floor: Promise<Floor> | null = null
  let plainSetting: PlainSetting = usualSetting
  const input: FleetPartsInput = {
    bench,
    collector,
    samplesFolder,
    floor: () => {
      floor ??= openFloor(bench.fleet.postgres.url)
      return floor
    },
    plainSetting: () => plainSetting,
  }
  try {
    if (only.has('plain')) {
      await bench.setWorkers(1)
      const find = async () => {
        plainSetting = await findBestPlain(bench.fleet.redis, collector)
      }
      await collector.attempt([], find, 'plain BullMQ')
    }
    if (only.has('queue')) await runQueue(input)
    const wished = loads.filter((load) => only.has(load))
    const { diamondsPerSecond } =
      wished.length > 0 ? await runLoads(input, wished) : { diamondsPerSecond: null }
    if (only.has('wide')) await runWide(input)
    if (only.has('replays')) await runReplays(input)
    if (only.has('fairness')) await runFairness(input)
    if (only.has('operations')) await runOperations(input, diamondsPerSecond)
    if (only.has('takeover')) await runTakeover(input)
    if (only.has('sizes')) await runSizes(input)
    await (await (floor as Promise<Floor> | null))?.close()
  } finally {
    await bench.close()
  }
}

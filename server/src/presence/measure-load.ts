/** What the worker's own process takes, for people who look whether it is at its limit. */
import type { WorkerLoad } from '../store/worker-presence.ts'

/** Each call measures the time since the one before. */
export function createLoadMeasure(used: () => number): () => WorkerLoad {
  let cpu: CpuReading | null = null
  return () => {
    const now = { usage: process.cpuUsage(), atMs: performance.now() }
    const before = cpu
    cpu = now
    return {
      used: used(),
      cpuPercent: before === null ? null : toPercent(before, now),
      memoryBytes: process.memoryUsage.rss(),
    }
  }
}

interface CpuReading {
  readonly usage: NodeJS.CpuUsage
  readonly atMs: number
}

function toPercent(before: CpuReading, now: CpuReading): number {
  const spentUs = now.usage.user + now.usage.system - before.usage.user - before.usage.system
  const passedUs = Math.max(1, (now.atMs - before.atMs) * 1000)
  return Math.round((spentUs / passedUs) * 1000) / 10
}

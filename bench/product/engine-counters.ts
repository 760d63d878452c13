/** What the product's engine counted, from its metrics: no noise of the machine touches these. */
import type { ApiClient } from './api-client.ts'
import { parseMetrics } from './prometheus.ts'

export interface EngineCount {
  readonly commits: number
  readonly roundTrips: number
  readonly events: number
  readonly steps: number
}

export async function readEngineCount(api: ApiClient): Promise<EngineCount> {
  const metrics = parseMetrics(await api.getText('/metrics'))
  const read = (name: string): number => {
    const value = metrics.get(`heddle_engine_${name}_total`)
    if (value === undefined) throw new Error(`/metrics does not tell heddle_engine_${name}_total`)
    return value
  }
  return {
    commits: read('commits'),
    roundTrips: read('round_trips'),
    events: read('events'),
    steps: read('steps'),
  }
}

export function subtractCounts(after: EngineCount, before: EngineCount): EngineCount {
  return {
    commits: after.commits - before.commits,
    roundTrips: after.roundTrips - before.roundTrips,
    events: after.events - before.events,
    steps: after.steps - before.steps,
  }
}

/** What the product's engine counted, from its metrics: no noise of the machine touches these. */
import type { ApiClient } from './api-client.ts'
import { parseMetrics } from './prometheus.ts'

export interface EngineCount {
  readonly commits: number
  readonly roundTrips: number
  readonly events: number
  readonly steps: number
  /** Executions that another process had moved when a commit reached them. */
  readonly conflicts: number
  /** Executions whose newer events were read. */
  readonly catchUps: number
  /** Executions that were locked before they were decided. */
  readonly locks: number
}

export type ReadEngineCount = () => Promise<EngineCount>

export async function readEngineCount(api: ApiClient): Promise<EngineCount> {
  return toEngineCount(await api.getText('/metrics'))
}

/** From what `/metrics` of one process tells. */
export function toEngineCount(text: string): EngineCount {
  const metrics = parseMetrics(text)
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
    conflicts: read('conflicts'),
    catchUps: read('catch_ups'),
    locks: read('locks'),
  }
}

export function subtractCounts(after: EngineCount, before: EngineCount): EngineCount {
  return combine(after, before, (a, b) => a - b)
}

export function addCounts(one: EngineCount, other: EngineCount): EngineCount {
  return combine(one, other, (a, b) => a + b)
}

function combine(one: EngineCount, other: EngineCount, of: (a: number, b: number) => number): EngineCount {
  return {
    commits: of(one.commits, other.commits),
    roundTrips: of(one.roundTrips, other.roundTrips),
    events: of(one.events, other.events),
    steps: of(one.steps, other.steps),
    conflicts: of(one.conflicts, other.conflicts),
    catchUps: of(one.catchUps, other.catchUps),
    locks: of(one.locks, other.locks),
  }
}

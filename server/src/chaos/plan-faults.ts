/** Which faults are injected when, decided by the seed alone. Pure. */
import { createSeededRandom } from '@heddle/core/execution/seeded-random.ts'
import { pickWeighted } from './plan-load.ts'

export type FaultKind =
  | 'kill worker'
  | 'stop worker'
  | 'kill server'
  | 'stop server'
  | 'kill balancer'
  | 'terminate PostgreSQL backend'
  | 'kill PostgreSQL backend'
  | 'kill Redis'
  | 'stop Redis'
  | 'flush Redis'
  | 'partition from PostgreSQL'
  | 'partition from Redis'
  | 'partition from all'
  | 'reset connections'
  | 'slow network'
  | 'slow cable'

export interface PlannedFault {
  readonly kind: FaultKind
  /** Since the beginning. */
  readonly atMs: number
  /** From 0 up to 1: which of those that are there it meets. */
  readonly whom: number
  /** How long what lasts lasts. */
  readonly lastsMs: number
}

interface Choice {
  readonly kind: FaultKind
  readonly weight: number
  /** In times to live of a worker. */
  readonly lasts: readonly [number, number]
}

const choices: readonly Choice[] = [
  { kind: 'kill worker', weight: 10, lasts: [0, 0] },
  { kind: 'stop worker', weight: 10, lasts: [0.3, 3] },
  { kind: 'kill server', weight: 5, lasts: [0, 0] },
  { kind: 'stop server', weight: 4, lasts: [0.2, 1.2] },
  { kind: 'kill balancer', weight: 3, lasts: [0, 0] },
  { kind: 'terminate PostgreSQL backend', weight: 12, lasts: [0, 0] },
  { kind: 'kill PostgreSQL backend', weight: 3, lasts: [0, 0] },
  { kind: 'kill Redis', weight: 4, lasts: [0, 0] },
  { kind: 'stop Redis', weight: 3, lasts: [0.1, 1] },
  { kind: 'flush Redis', weight: 6, lasts: [0, 0] },
  { kind: 'partition from PostgreSQL', weight: 6, lasts: [0.2, 2] },
  { kind: 'partition from Redis', weight: 6, lasts: [0.2, 2] },
  { kind: 'partition from all', weight: 6, lasts: [0.2, 2] },
  { kind: 'reset connections', weight: 6, lasts: [0, 0] },
  { kind: 'slow network', weight: 5, lasts: [0.3, 1.5] },
  { kind: 'slow cable', weight: 3, lasts: [0.3, 1.5] },
]

export interface FaultPlanOptions {
  readonly seed: number
  readonly faults: number
  /** The time over which they are spread. */
  readonly durationMs: number
  /** How long a silent worker counts as alive. */
  readonly ttlMs: number
  /** Where nothing is said, all of them. */
  readonly kinds?: readonly FaultKind[]
}

export function planFaults({ seed, faults, durationMs, ttlMs, kinds }: FaultPlanOptions): PlannedFault[] {
  const random = createSeededRandom(seed ^ 0x5eed)
  const allowed = choices.filter(({ kind }) => kinds === undefined || kinds.includes(kind))
  const total = allowed.reduce((sum, { weight }) => sum + weight, 0)
  const step = durationMs / Math.max(1, faults)
  return Array.from({ length: faults }, (_, at) => {
    const { kind, lasts } = pickWeighted(allowed, random() * total)
    const [least, most] = lasts
    const lastsMs = Math.round(ttlMs * (least + random() * (most - least)))
    return { kind, atMs: Math.round(step * (at + random())), whom: random(), lastsMs }
  })
}

/** The figures that a fleet is to reach. `must` is what was promised, `aim` what would be good. */
import type { Target } from './target.ts'

/** Of so many workers each. */
const fanShare = (workers: string) => `fan, times plain BullMQ, ${workers}`
const diamonds = (workers: string) => `1,000 diamonds at once, ${workers}`
const diamondsP95 = (workers: string) => `diamonds, submit to final, p95, ${workers}`

const ofPlain = { unit: 'x', must: 0.35, aim: 0.7, better: 'higher' } as const
const rate = { unit: 'executions/s', must: 400, aim: 800, better: 'higher' } as const
const latency = { unit: 'ms', must: 2000, aim: 1500, better: 'lower' } as const
/** Collisions may cost a fifth. */
const kept = { unit: 'x', must: 0.8, aim: 1, better: 'higher' } as const
const fair = { unit: 'x', must: 3, aim: 1.5, better: 'lower' } as const
const ofIdeal = { unit: 'x', must: 1.3, aim: 1.15, better: 'lower' } as const

export const fleetTargets = {
  fleetFan1: { what: fanShare('1 worker'), ...ofPlain },
  fleetFan2: { what: fanShare('2 workers'), ...ofPlain },
  fleetFan4: { what: fanShare('4 workers'), ...ofPlain },
  fleetDiamonds1: { what: diamonds('1 worker'), ...rate },
  fleetDiamonds2: { what: diamonds('2 workers'), ...rate },
  fleetDiamonds4: { what: diamonds('4 workers'), ...rate },
  fleetDiamondsP951: { what: diamondsP95('1 worker'), ...latency },
  fleetDiamondsP952: { what: diamondsP95('2 workers'), ...latency },
  fleetDiamondsP954: { what: diamondsP95('4 workers'), ...latency },
  fleetDiamondErrors: { what: 'diamonds of a fleet, errors', unit: '', must: 0, aim: 0, better: 'lower' },
  fleetWide2: { what: 'one wide run, 2 workers beside 1', ...kept },
  fleetWide4: { what: 'one wide run, 4 workers beside 1', ...kept },
  fleetFair: { what: 'small beside big, p95, fleet, times alone', ...fair },
  embeddedFair: { what: 'small beside big, p95, one process, times alone', ...fair },
  operations: { what: 'slowest operation, p95', unit: 'ms', must: 50, aim: 20, better: 'lower' },
  takeoverKilled: { what: 'take-over of a killed worker', unit: 's', must: 35, aim: 32, better: 'lower' },
  takeoverAsked: { what: 'take-over of a stopped worker', unit: 's', must: 1, aim: 0.3, better: 'lower' },
  fleetMontage: { what: 'montage-patch-300 on a fleet, times ideal', ...ofIdeal },
  fleetGpt2: { what: 'GPT-2 on a fleet, times ideal', ...ofIdeal },
  fleetMemory: {
    what: 'memory of a server, 100,000 tasks',
    unit: 'MiB',
    must: 600,
    aim: 400,
    better: 'lower',
  },
  fleetFlat: {
    what: 'a step of 100,000 tasks beside one of 2,000',
    unit: 'x',
    must: 1.5,
    aim: 1.1,
    better: 'lower',
  },
} as const satisfies Record<string, Target>

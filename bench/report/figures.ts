/** The figures that are to be reached, and what became of each. */
import { fleetTargets } from './fleet-figures.ts'
import type { Target } from './target.ts'

/** A number that was measured, or the reason why not. */
export type Measured = number | { readonly missing: string }

export interface Figure {
  readonly target: Target
  readonly measured: Measured
}

/** Measured beside the figures, with nothing to reach. */
export interface Remark {
  readonly what: string
  readonly value: string
}

export const targets = {
  chain: { what: 'chain of 100, a hop', unit: 'ms', must: 1.6, aim: 1.1, better: 'lower' },
  fan: { what: 'fan 1 -> 1,000 -> 1', unit: 'steps/s', must: 5000, aim: 9000, better: 'higher' },
  diamonds: { what: '1,000 diamonds at once', unit: 'executions/s', must: 800, aim: 1500, better: 'higher' },
  diamondsP95: { what: 'diamonds, submit to final, p95', unit: 'ms', must: 1500, aim: 1500, better: 'lower' },
  diamondErrors: { what: 'diamonds, errors', unit: '', must: 0, aim: 0, better: 'lower' },
  fanShare: { what: 'fan, share of the floor', unit: '%', must: 45, aim: 70, better: 'higher' },
  diamondShare: { what: 'diamonds, share of the floor', unit: '%', must: 25, aim: 45, better: 'higher' },
  chainCommits: { what: 'commits a step, chain', unit: '', must: 1.1, aim: 1, better: 'lower' },
  fanCommits: { what: 'commits a step, fan', unit: '', must: 0.15, aim: 0.05, better: 'lower' },
  montage: { what: 'montage-patch-300, times ideal', unit: 'x', must: 1.6, aim: 1.2, better: 'lower' },
  pixel: { what: 'commit to pixel, p95', unit: 'ms', must: 80, aim: 40, better: 'lower' },
  warmStart: { what: 'warm start to ready', unit: 'ms', must: 2000, aim: 1000, better: 'lower' },
  firstStart: { what: 'first start after install', unit: 'ms', must: 5000, aim: 3000, better: 'lower' },
  idleMemory: { what: 'memory idle', unit: 'MiB', must: 300, aim: 200, better: 'lower' },
  memoryAfter: { what: 'memory after the benches', unit: 'MiB', must: 500, aim: 350, better: 'lower' },
  script: { what: 'JavaScript of the list page, gzip', unit: 'KB', must: 250, aim: 180, better: 'lower' },
  editorOpen: { what: 'editor, 1,000 nodes, open', unit: 'ms', must: 1500, aim: 800, better: 'lower' },
  editorDrag: { what: 'editor, drag, times bare canvas', unit: 'x', must: 0.9, aim: 1, better: 'higher' },
  ...fleetTargets,
} as const satisfies Record<string, Target>

export type FigureName = keyof typeof targets
export type Figures = Partial<Record<FigureName, Measured>>

/** A table of its own below the others. */
export interface DetailTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** `aim` and `must` say what is reached, `MISSED` that neither is. */
export function judge({ target, measured }: Figure): string {
  if (typeof measured !== 'number') return measured.missing
  const reaches = (wished: number) => (target.better === 'lower' ? measured <= wished : measured >= wished)
  if (reaches(target.aim)) return 'aim'
  return reaches(target.must) ? 'must' : 'MISSED'
}

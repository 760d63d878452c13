/** What is started and what robots do to it: a stream that the seed alone decides. Pure. */
import { createSeededRandom } from '@heddle/core/execution/seeded-random.ts'
import type { Recipe } from './recipes.ts'

export interface PlannedRun {
  readonly recipe: Recipe
  readonly priority: number
  readonly cancelAfterMs: number | null
  readonly pause: { readonly afterMs: number; readonly forMs: number } | null
  /** When the signals that come late are sent; the others are sent at once. */
  readonly signalAfterMs: number
  readonly isWatched: boolean
}

const CANCELLED = 0.08
const PAUSED = 0.08
const PRIORITIES = [-10, 0, 0, 0, 10]

export interface LoadOptions {
  readonly seed: number
  readonly recipes: readonly Recipe[]
  /** Share of those that somebody watches live. */
  readonly watched: number
}

/** Without end: whoever starts them knows when it is enough. */
export function* planLoad({ seed, recipes, watched }: LoadOptions): Generator<PlannedRun, never> {
  const random = createSeededRandom(seed)
  const total = recipes.reduce((sum, { weight }) => sum + weight, 0)
  const upTo = (ms: number) => Math.round(random() * ms)
  for (;;) {
    const recipe = pickWeighted(recipes, random() * total)
    const priority = PRIORITIES[Math.floor(random() * PRIORITIES.length)] ?? 0
    const what = random()
    const cancelAfterMs = what < CANCELLED ? upTo(3000) : null
    const isPaused = what >= CANCELLED && what < CANCELLED + PAUSED
    const pause = isPaused ? { afterMs: upTo(1000), forMs: 500 + upTo(1500) } : null
    yield {
      recipe,
      priority,
      cancelAfterMs,
      pause,
      signalAfterMs: 2000 + upTo(2000),
      isWatched: random() < watched,
    }
  }
}

/** The one in whose share of the weights the point lies. */
export function pickWeighted<T extends { readonly weight: number }>(choices: readonly T[], point: number): T {
  let left = point
  for (const choice of choices) {
    left -= choice.weight
    if (left < 0) return choice
  }
  const last = choices.at(-1)
  if (last === undefined) throw new Error('There is nothing to choose from')
  return last
}

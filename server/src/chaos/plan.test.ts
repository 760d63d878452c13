import { expect, test } from 'vitest'
import { planFaults } from './plan-faults.ts'
import { planLoad } from './plan-load.ts'
import { listRecipes } from './recipes.ts'

const recipes = listRecipes({ witnessPath: '/tmp/witness', samplesFolder: '/nowhere', montagePatches: [8] })
const loadOf = (seed: number) => planLoad({ seed, recipes, watched: 0.2 }).take(200).toArray()
const faultsOf = (seed: number) => planFaults({ seed, faults: 200, durationMs: 60_000, ttlMs: 2_000 })

test('the same seed plans the same load and the same faults, another seed others', () => {
  expect(loadOf(1)).toEqual(loadOf(1))
  expect(faultsOf(1)).toEqual(faultsOf(1))
  expect(loadOf(1)).not.toEqual(loadOf(2))
  expect(faultsOf(1)).not.toEqual(faultsOf(2))
})

test('a long load has every workflow, cancels, pauses and people who watch', () => {
  const runs = loadOf(3)
  const names = new Set(runs.map(({ recipe }) => recipe.document.name))
  expect(names.size).toBe(recipes.length)
  for (const happens of [
    runs.some(({ cancelAfterMs }) => cancelAfterMs !== null),
    runs.some(({ pause }) => pause !== null),
    runs.some(({ isWatched }) => isWatched),
  ])
    expect(happens).toBe(true)
})

test('faults come in order, within the time, and some stop workers for longer than they count as alive', () => {
  const faults = faultsOf(4)
  const times = faults.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(60_000)
  const stops = faults.filter(({ kind }) => kind === 'stop worker')
  expect(stops.some(({ lastsMs }) => lastsMs > 2_000)).toBe(true)
})

test('only the kinds of faults that are asked for are planned', () => {
  const faults = planFaults({ seed: 5, faults: 20, durationMs: 1_000, ttlMs: 1_000, kinds: ['flush Redis'] })
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['flush Redis']))
})

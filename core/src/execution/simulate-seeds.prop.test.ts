import { expect, test } from 'vitest'
import { failedSeeds } from '../testing/failed-seeds.ts'
import { runSeed } from '../testing/run-seed.ts'

const firstSeeds = Array.from({ length: 300 }, (_, at) => at + 1)

test('no rule is broken on the first seeds, nor on those that once broke one', () => {
  const broken = [...failedSeeds, ...firstSeeds].flatMap((seed) =>
    runSeed(seed).violations.map((violation) => `${seed}: ${violation}`),
  )
  expect(broken).toEqual([])
})

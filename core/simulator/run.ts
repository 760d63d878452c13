/**
 * Searches for runs that break a rule: random workflows on a virtual clock, with deliveries that come late, twice
 * or from workers that were given up, with pauses and cancels in between. The same seed always gives the same run.
 * `npm run simulate` does a million steps; `npm run simulate -- --steps 50000 --seed 7` starts elsewhere.
 */
import { parseArgs } from 'node:util'
import { runSeed } from '../src/testing/run-seed.ts'

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
})
const wantedSteps = Number(values.steps)
const firstSeed = Number(values.seed)
if (!Number.isInteger(wantedSteps) || wantedSteps < 1 || !Number.isInteger(firstSeed)) {
  process.stderr.write('--steps and --seed are whole numbers\n')
  process.exit(2)
}

let steps = 0
let seed = firstSeed
const failed: number[] = []
const startedAt = Date.now()
for (; steps < wantedSteps; seed += 1) {
  const { commands, violations } = runSeed(seed)
  steps += commands
  for (const violation of violations) process.stdout.write(`seed ${seed}: ${violation}\n`)
  if (violations.length > 0) failed.push(seed)
}
const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
process.stdout.write(
  `${steps} steps in ${seed - firstSeed} runs, ${seconds} s, ${failed.length} runs with violations\n`,
)
if (failed.length > 0) {
  process.stdout.write(`Keep these in core/src/testing/failed-seeds.ts: ${failed.join(', ')}\n`)
  process.exitCode = 1
}

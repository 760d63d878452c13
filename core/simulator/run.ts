/**
 * Searches for runs that break a rule: random workflows on a virtual clock, with deliveries that come late, twice
 * or from workers that were given up, with pauses and cancels in between. The same seed always gives the same run.
 * `npm run simulate` does a million steps; `npm run simulate -- --steps 50000 --seed 7` starts elsewhere.
 */
import { parseArgs } from 'node:util'
import { runSeed } from '../src/testing/run-seed.ts'

const usage = 'npm run simulate -- [--steps 1000000] [--seed 1]\n'
const values = readOptions()
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

/** Ends the program where it is asked how to be called, or called in another way. */
function readOptions() {
  try {
    const { values: given } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        steps: { type: 'string', default: '1000000' },
        seed: { type: 'string', default: '1' },
      },
    })
    if (!given.help) return given
    process.stdout.write(usage)
    return process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    return process.exit(2)
  }
}

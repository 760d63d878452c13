/** One random workflow with one random fate, all of it from one number. */
import fc from 'fast-check'
import { createSeededRandom } from '../execution/seeded-random.ts'
import { type Intervention, simulate } from '../execution/simulate.ts'
import { arbitraryScenario, playFates } from './arbitrary-plan.ts'
import { findViolations } from './find-violations.ts'

const scenarios = arbitraryScenario({
  onFailure: fc.constantFrom('finish', 'stop'),
  timeoutSeconds: fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, fc.constant(0.05)),
})
const interventions = fc.array(
  fc.record<Intervention>({
    atMs: fc.nat(150),
    type: fc.constantFrom('pause-execution', 'resume-execution', 'cancel-execution'),
  }),
  { maxLength: 3 },
)
const fates = fc.tuple(scenarios, interventions)
/** Whatever is paused is let go in the end, so that every run comes to one. */
const letGo: Intervention = { atMs: 10_000, type: 'resume-execution' }
const storm = { maxDelayMs: 40, duplicates: 0.3, losses: 0.2 }

export function runSeed(seed: number): { readonly commands: number; readonly violations: readonly string[] } {
  const [drawn] = fc.sample(fates, { seed, numRuns: 1 })
  if (drawn === undefined) throw new RangeError(`Nothing was drawn for ${seed}`)
  const [scenario, actions] = drawn
  const simulation = simulate(scenario.plan, {
    outcomeOf: playFates(scenario),
    random: createSeededRandom(seed),
    disturbance: storm,
    interventions: [...actions, letGo],
    maxSteps: 20_000,
  })
  return { commands: simulation.commands.length, violations: findViolations(scenario, simulation) }
}

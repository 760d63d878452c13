import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryScenario, type Fate, playFates, type Scenario } from '../testing/arbitrary-plan.ts'
import { expectEnd } from '../testing/expected-end.ts'
import { toPropertyRuns } from '../testing/property-runs.ts'
import { planRetry, type RetryPlan, type RetryRequest } from './plan-retry.ts'
import { createSeededRandom } from './seeded-random.ts'
import { type Simulation, type SimulationOptions, simulate } from './simulate.ts'

const numRuns = toPropertyRuns(300)
const storm = { maxDelayMs: 40, duplicates: 0.3, losses: 0.2 }

function run(scenario: Scenario, seed: number, more: Partial<SimulationOptions> = {}): Simulation {
  const options = { outcomeOf: playFates(scenario), random: createSeededRandom(seed), disturbance: storm }
  return simulate(scenario.plan, { ...options, maxSteps: 20_000, ...more })
}

function toFormer(scenario: Scenario, simulation: Simulation): RetryRequest['former'] {
  return { executionId: 'first', plan: scenario.plan, getNode: simulation.state.getNode }
}

/** The nodes that a retry keeps do again what they did; all others have a new fate. */
function withNewFates(scenario: Scenario, retry: RetryPlan, fates: readonly Fate[]): Scenario {
  const kept = new Set(retry.kept.map((node) => node.nodeIndex))
  const mixed = scenario.fates.map((own, index) =>
    kept.has(index) ? own : (fates[index % fates.length] ?? own),
  )
  return { ...scenario, fates: mixed }
}

const steady = arbitraryScenario()
const others = arbitraryScenario().map((scenario) => scenario.fates)
const seeds = fc.integer()
const from: fc.Arbitrary<RetryRequest['from']> = fc.oneof(
  fc.constantFrom('failed' as const, 'start' as const),
  fc.uniqueArray(fc.nat(8).map((index) => `n${index}`)),
)

test('a retry ends as if all its nodes had run, and kept nodes run no attempt', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      steady,
      fc.tuple(others, from),
      fc.tuple(seeds, seeds),
      (scenario, [fates, choice], [one, two]) => {
        const former = toFormer(scenario, run(scenario, one))
        const retry = planRetry({ former, plan: scenario.plan, from: choice })
        const second = withNewFates(scenario, retry, fates)
        const { state, events, finished } = run(second, two, { kept: retry.kept })
        const expected = expectEnd(second)
        expect(finished).toBe(true)
        expect(scenario.plan.nodes.map(({ index }) => state.getNode(index).status)).toEqual(expected.nodes)
        expect(state.status).toBe(expected.status)
        expect(events.filter((event) => /^execution_(completed|failed)$/.test(event.type))).toHaveLength(1)
        for (const { nodeIndex, keptFrom } of retry.kept) {
          const id = scenario.plan.nodes[nodeIndex]?.id
          const own = events.filter((event) => event.nodeId === id)
          expect(own.map((event) => event.type)).toEqual(['node_completed'])
          expect(state.getNode(nodeIndex).keptFrom).toEqual(keptFrom)
        }
      },
    ),
    { numRuns },
  )
})

test('every node is run again, kept, or was skipped: exactly one of them', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(steady, seeds, from, (scenario, seed, choice) => {
      const { plan } = scenario
      const former = toFormer(scenario, run(scenario, seed))
      const { runAgain, skipped, kept, unknown, reasons } = planRetry({ former, plan, from: choice })
      const ids = [...runAgain, ...skipped, ...kept.map((node) => plan.nodes[node.nodeIndex]?.id)]
      expect(ids.sort()).toEqual(plan.nodes.map((node) => node.id).sort())
      const again = new Set(runAgain)
      for (const id of runAgain) expect(reasons.has(id)).toBe(true)
      for (const { nodeIndex } of kept) expect(reasons.has(plan.nodes[nodeIndex]?.id ?? '')).toBe(false)
      for (const [id, reason] of reasons) {
        if (reason.kind !== 'follows') continue
        const sources = (plan.incoming[plan.indexOf.get(id) ?? -1] ?? []).map((edge) => edge.source)
        expect(sources).toContain(plan.indexOf.get(reason.nodeId))
        expect(reasons.has(reason.nodeId)).toBe(true)
      }
      for (const node of kept) {
        for (const edge of plan.incoming[node.nodeIndex] ?? []) {
          expect(again.has(plan.nodes[edge.source]?.id ?? '')).toBe(false)
        }
      }
      if (choice === 'start') expect(kept).toEqual([])
      if (Array.isArray(choice)) {
        for (const id of choice) expect(plan.indexOf.has(id) ? runAgain : unknown).toContain(id)
      }
      for (const { id, index } of plan.nodes) {
        if (former.getNode(index).status === 'failed') expect(runAgain).toContain(id)
      }
    }),
    { numRuns },
  )
})

test('a retry of a retry names the execution that ran the node', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(steady, fc.tuple(seeds, seeds), (scenario, [one, two]) => {
      const { plan } = scenario
      const former = toFormer(scenario, run(scenario, one))
      const first = planRetry({ former, plan, from: 'failed' })
      const { state } = run(scenario, two, { kept: first.kept })
      const again = planRetry({
        former: { ...former, executionId: 'second', getNode: state.getNode },
        plan,
        from: [],
      })
      for (const node of first.kept) {
        const found = again.kept.find((other) => other.nodeIndex === node.nodeIndex)
        expect(found?.keptFrom).toEqual(node.keptFrom)
      }
    }),
    { numRuns },
  )
})

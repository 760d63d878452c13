/** Random workflows, and random but fixed fates for their nodes, for property tests. */
import fc from 'fast-check'
import type { WorkflowDocument } from '../definition/workflow-document.ts'
import type { Departure, NodeError } from '../execution/event.ts'
import type { SimulatedOutcome, SimulationOptions } from '../execution/simulate.ts'
import type { NodeRecord } from '../execution/state.ts'
import { triggerRules } from '../execution/trigger-rule.ts'
import { compilePlan, type Plan, planNode } from '../plan/compile-plan.ts'

/** What a node does however often and wherever it runs. */
export interface Fate {
  /** Attempts that fail before one does not. */
  readonly failures: number
  readonly retryable: boolean
  readonly port: string
  /** What the node waits for before it completes. */
  readonly waitsFor: 'time' | 'signal' | null
  readonly durationMs: number
}

export interface Scenario {
  readonly plan: Plan
  readonly fates: readonly Fate[]
  /** Value of each edge's condition, by edge index. */
  readonly conditions: readonly boolean[]
}

const ports = ['success', 'failure', 'other'] as const

const node = fc.record({
  triggerRule: fc.oneof(fc.constant('all_success' as const), fc.constantFrom(...triggerRules)),
  retry: fc.option(
    fc.record({
      maxAttempts: fc.integer({ min: 1, max: 3 }),
      delayMs: fc.constantFrom(0, 5, 50),
      backoff: fc.constantFrom('fixed' as const, 'linear' as const, 'exponential' as const),
      jitter: fc.boolean(),
    }),
  ),
  fallback: fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, fc.constant('instead')),
})

const fate: fc.Arbitrary<Fate> = fc.record({
  failures: fc.oneof(
    { arbitrary: fc.constant(0), weight: 3 },
    fc.integer({ min: 0, max: 3 }),
    fc.constant(99),
  ),
  retryable: fc.boolean(),
  port: fc.oneof({ arbitrary: fc.constant('success'), weight: 3 }, fc.constant('other')),
  waitsFor: fc.oneof(
    { arbitrary: fc.constant(null), weight: 4 },
    fc.constantFrom('time' as const, 'signal' as const),
  ),
  durationMs: fc.integer({ min: 0, max: 20 }),
})

const edge = fc.record({
  ends: fc.tuple(fc.nat(), fc.nat()),
  port: fc.oneof({ arbitrary: fc.constant('success' as const), weight: 3 }, fc.constantFrom(...ports)),
  conditional: fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, fc.constant(true)),
  holds: fc.boolean(),
})

export interface SettingsChoice {
  readonly onFailure?: fc.Arbitrary<'finish' | 'stop'>
  readonly timeoutSeconds?: fc.Arbitrary<number | undefined>
}

/** Up to nine nodes and eighteen edges: larger ones found nothing that these do not. */
export function arbitraryScenario(choice: SettingsChoice = {}): fc.Arbitrary<Scenario> {
  return fc
    .record({
      nodes: fc.array(fc.tuple(node, fate), { minLength: 1, maxLength: 9 }),
      edges: fc.array(edge, { maxLength: 18 }),
      listing: fc.infiniteStream(fc.nat(1000)),
      maxParallel: fc.option(fc.integer({ min: 1, max: 3 })),
      isAdmitted: fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, fc.constant(true)),
      onFailure: choice.onFailure ?? fc.constant('finish' as const),
      timeoutSeconds: choice.timeoutSeconds ?? fc.constant(undefined),
    })
    .map(toScenario)
}

type NodeShape = typeof node extends fc.Arbitrary<infer T> ? T : never
type EdgeShape = typeof edge extends fc.Arbitrary<infer T> ? T : never

interface Shape {
  readonly nodes: readonly (readonly [NodeShape, Fate])[]
  readonly edges: readonly EdgeShape[]
  readonly listing: Iterable<number>
  readonly maxParallel: number | null
  /** True where the execution waits for its turn first. */
  readonly isAdmitted: boolean
  readonly onFailure: 'finish' | 'stop'
  readonly timeoutSeconds: number | undefined
}

/** Edges lead from lower to higher nodes; the document lists the nodes in another order. */
function toScenario({
  nodes,
  edges,
  listing,
  maxParallel,
  isAdmitted,
  onFailure,
  timeoutSeconds,
}: Shape): Scenario {
  const keys = listing[Symbol.iterator]()
  const listed = nodes
    .map(([shape, own], position) => ({ id: `n${position}`, shape, own, key: keys.next().value ?? 0 }))
    .sort((a, b) => a.key - b.key)
  const joined = edges.flatMap(({ ends, port, conditional, holds }) => {
    const [from, to] = ends.map((end) => end % nodes.length).sort((a, b) => a - b)
    if (from === undefined || to === undefined || from === to) return []
    const when = conditional ? { when: 'input.x' } : {}
    return [{ edge: { source: `n${from}`, target: `n${to}`, port, ...when }, holds }]
  })
  const document: WorkflowDocument = {
    name: 'random',
    settings: {
      onFailure,
      ...(maxParallel !== null && { maxParallel }),
      ...(isAdmitted && { maxConcurrentExecutions: 1 }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    },
    nodes: Object.fromEntries(
      listed.map(({ id, shape }) => [
        id,
        {
          type: 'noop',
          triggerRule: shape.triggerRule,
          ...(shape.retry && { retry: shape.retry }),
          ...(shape.fallback !== undefined && { fallback: shape.fallback }),
        },
      ]),
    ),
    edges: joined.map((entry) => entry.edge),
  }
  return {
    plan: compilePlan(document),
    fates: listed.map((entry) => entry.own),
    conditions: joined.map((entry) => entry.holds),
  }
}

/** Plays the fates: what a node does depends on its own failures only, never on order or lost attempts. */
export function playFates(scenario: Scenario): SimulationOptions['outcomeOf'] {
  return (nodeIndex: number, record: NodeRecord, isResolved: boolean): SimulatedOutcome => {
    const own = fateOf(scenario, nodeIndex)
    const { durationMs } = own
    if (record.failures < own.failures) {
      const error: NodeError = { code: 'THROWN', message: 'fails', retryable: own.retryable }
      const conditions = conditionsOf(scenario, nodeIndex, 'failure')
      const fallback = { port: 'success', conditions: conditionsOf(scenario, nodeIndex, 'success') }
      return { kind: 'fail', durationMs, error, conditions, fallback }
    }
    const departure: Departure = { port: own.port, conditions: conditionsOf(scenario, nodeIndex, own.port) }
    const reason = own.waitsFor
    if (reason === 'time' || (reason === 'signal' && !isResolved)) {
      return { kind: 'suspend', durationMs, reason, waitMs: 30, ...departure }
    }
    return { kind: 'complete', durationMs, ...departure }
  }
}

export function fateOf(scenario: Scenario, nodeIndex: number): Fate {
  const own = scenario.fates[nodeIndex]
  if (own === undefined) throw new RangeError(`No fate for node ${nodeIndex}`)
  return own
}

/** True when the node's last attempt fails, if it runs. */
export function failsForGood(scenario: Scenario, nodeIndex: number): boolean {
  const { failures, retryable } = fateOf(scenario, nodeIndex)
  const { maxAttempts } = planNode(scenario.plan, nodeIndex).retry
  return failures > 0 && (!retryable || failures >= maxAttempts)
}

/** As a worker does: conditions of the edges that leave the chosen port. */
function conditionsOf(scenario: Scenario, nodeIndex: number, port: string): Record<number, boolean> {
  const edges = scenario.plan.outgoing[nodeIndex] ?? []
  const conditional = edges.filter((one) => one.when !== null && one.port === port)
  return Object.fromEntries(conditional.map(({ index }) => [index, scenario.conditions[index] === true]))
}

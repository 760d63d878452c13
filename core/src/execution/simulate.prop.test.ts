import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryScenario, fateOf, playFates, type Scenario } from '../testing/arbitrary-plan.ts'
import { expectEnd } from '../testing/expected-end.ts'
import { toPropertyRuns } from '../testing/property-runs.ts'
import type { ExecutionEvent } from './event.ts'
import { fold } from './evolve.ts'
import { listTouched } from './list-touched.ts'
import { restoreState } from './restore-state.ts'
import { createSeededRandom } from './seeded-random.ts'
import { type Intervention, type Simulation, type SimulationOptions, simulate } from './simulate.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts'
import { type ExecutionState, emptyState } from './state.ts'
import { isFinal, isSettled } from './status.ts'

const numRuns = toPropertyRuns(300)
const timeout = 600_000

const storm = { maxDelayMs: 40, duplicates: 0.3, losses: 0.2 }
const seeds = fc.integer()
const steady = arbitraryScenario()
const anySettings = arbitraryScenario({
  onFailure: fc.constantFrom('finish', 'stop'),
  timeoutSeconds: fc.constantFrom(undefined, 0.05),
})
const interventions = fc.array(
  fc.record<Intervention>({
    atMs: fc.nat(150),
    type: fc.constantFrom('pause-execution', 'resume-execution', 'cancel-execution'),
  }),
  { maxLength: 3 },
)
/** Whatever is paused is let go in the end, so that every run comes to one. */
const letGo: Intervention = { atMs: 10_000, type: 'resume-execution' }

function run(scenario: Scenario, seed: number, more: Partial<SimulationOptions> = {}): Simulation {
  const options = { outcomeOf: playFates(scenario), random: createSeededRandom(seed), disturbance: storm }
  return simulate(scenario.plan, { ...options, maxSteps: 20_000, ...more })
}

function check(property: fc.IProperty<unknown>): void {
  fc.assert(property, { numRuns })
}

/** Runs with every kind of trouble. */
function checkAny(verify: (simulation: Simulation, scenario: Scenario) => void): void {
  check(
    fc.property(anySettings, seeds, interventions, (scenario, seed, actions) => {
      verify(run(scenario, seed, { interventions: [...actions, letGo] }), scenario)
    }),
  )
}

const statuses = (state: ExecutionState) => state.plan.nodes.map(({ index }) => state.getNode(index).status)
const plain = ({ getNode, setNode, ...rest }: ExecutionState) => rest

function expectSameState(one: ExecutionState, other: ExecutionState): void {
  expect(plain(one)).toEqual(plain(other))
  for (const { index } of one.plan.nodes) expect(one.getNode(index)).toEqual(other.getNode(index))
}

test('every run comes to an end, with every node settled', { timeout }, () => {
  checkAny(({ finished, state }) => {
    expect(finished).toBe(true)
    expect(statuses(state).every(isSettled)).toBe(true)
  })
})

test('folding the events gives the state', { timeout }, () => {
  checkAny(({ events, state }, { plan }) => {
    expectSameState(fold(emptyState(plan), events), state)
  })
})

test('at any moment the stored rows and the snapshot give the same state as the events', { timeout }, () => {
  check(
    fc.property(anySettings, seeds, fc.double({ min: 0, max: 1, noNaN: true }), (scenario, seed, share) => {
      const { events } = run(scenario, seed)
      const { plan } = scenario
      const state = fold(emptyState(plan), events.slice(0, Math.ceil(events.length * share)))
      expectSameState(restoreState(plan, headerOf(state), listTouched(state)), state)
      const sent = JSON.parse(JSON.stringify(encodeSnapshot(state, listTouched(state))))
      expectSameState(decodeSnapshot(plan, sent), state)
    }),
  )
})

test('the seq of the events starts at 1 and has no gaps', { timeout }, () => {
  checkAny(({ events }) => {
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  })
})

test('an execution finishes exactly once, and nothing but ignored reports follows', { timeout }, () => {
  checkAny(({ events }) => {
    const finishes = events.filter((event) =>
      ['execution_completed', 'execution_failed', 'execution_cancelled'].includes(event.type),
    )
    expect(finishes).toHaveLength(1)
    const after = events.slice(finishes[0]?.seq)
    expect(after.filter((event) => event.type !== 'attempt_ignored')).toEqual([])
  })
})

test('each node settles exactly once', { timeout }, () => {
  checkAny(({ events }, { plan }) => {
    const settles = events.filter((event) =>
      ['node_completed', 'node_failed', 'node_skipped', 'node_cancelled'].includes(event.type),
    )
    expect(settles.map((event) => event.nodeId).sort()).toEqual(plan.nodes.map((node) => node.id).sort())
  })
})

test('attempts of a node are numbered from 1 without gaps, and none starts twice', { timeout }, () => {
  checkAny(({ events }, { plan }) => {
    for (const { id } of plan.nodes) {
      const started = events.filter((event) => event.type === 'node_started' && event.nodeId === id)
      expect(started.map((event) => event.attempt)).toEqual(started.map((_, index) => index + 1))
    }
  })
})

test('only the attempt that runs ends its node', { timeout }, () => {
  checkAny(({ events }) => {
    const running = new Map<string | null, number | null>()
    for (const { type, nodeId, attempt } of events) {
      if (type === 'node_started') running.set(nodeId, attempt)
      if (['node_completed', 'node_failed', 'node_retrying', 'node_waiting', 'attempt_lost'].includes(type)) {
        expect(attempt).toBe(running.get(nodeId))
      }
    }
  })
})

test('nothing starts, is queued or is tried again after a cancel', { timeout }, () => {
  checkAny(({ events, state }) => {
    const cancel = events.findIndex((event) => event.type === 'execution_cancelled')
    expect(cancel !== -1).toBe(state.status === 'cancelled')
    if (cancel !== -1)
      expect(events.slice(cancel + 1).every((event) => event.type === 'attempt_ignored')).toBe(true)
  })
})

test('nothing starts while the execution is paused', { timeout }, () => {
  checkAny(({ events }) => {
    let paused = false
    for (const { type } of events) {
      if (type === 'execution_paused' || type === 'execution_resumed') paused = type === 'execution_paused'
      if (type === 'node_started') expect(paused).toBe(false)
    }
  })
})

test('no more nodes run at once than the workflow allows', { timeout }, () => {
  checkAny(({ events }, { plan }) => {
    const running = new Set<string>()
    for (const { type, nodeId } of events) {
      if (nodeId === null) continue
      if (type === 'node_started') running.add(nodeId)
      else if (type !== 'node_progress' && type !== 'attempt_ignored') running.delete(nodeId)
      expect(running.size).toBeLessThanOrEqual(plan.settings.maxParallel ?? Infinity)
    }
  })
})

test('no node is queued before its inputs allow it', { timeout }, () => {
  checkAny(({ events }, { plan }) => {
    const ended = new Map<string, ExecutionEvent['type']>()
    for (const { type, nodeId } of events) {
      if (nodeId === null) continue
      if (type === 'node_completed' || type === 'node_failed' || type === 'node_skipped')
        ended.set(nodeId, type)
      if (type !== 'node_queued') continue
      const node = plan.nodes[plan.indexOf.get(nodeId) ?? -1]
      const sources = (plan.incoming[node?.index ?? -1] ?? []).map(
        (edge) => plan.nodes[edge.source]?.id ?? '',
      )
      const settled = sources.filter((source) => ended.has(source))
      const atOnce = node?.triggerRule === 'any_success' || node?.triggerRule === 'any_failed'
      if (!atOnce) expect(settled).toEqual(sources)
      else if (sources.length > 0) expect(settled.length).toBeGreaterThan(0)
    }
  })
})

test('a node that any_success or any_failed allows is queued with the event that allows it', {
  timeout,
}, () => {
  check(
    fc.property(steady, seeds, (scenario, seed) => {
      const { events } = run(scenario, seed)
      const state = emptyState(scenario.plan)
      for (const [position, event] of events.entries()) {
        fold(state, [event])
        // The commit is over where the next event has another cause: a later time or a report of its own.
        const next = events[position + 1]
        if (next === undefined || !startsCommit(next)) continue
        for (const { index, triggerRule } of scenario.plan.nodes) {
          const { status, edgesMet, edgesFailed } = state.getNode(index)
          if (triggerRule === 'any_success' && edgesMet > 0) expect(status).not.toBe('pending')
          if (triggerRule === 'any_failed' && edgesFailed > 0) expect(status).not.toBe('pending')
        }
      }
    }),
  )
})

test('tries stay within the limit, and their pauses within the policy', { timeout }, () => {
  check(
    fc.property(steady, seeds, (scenario, seed) => {
      const { events, state } = run(scenario, seed)
      for (const { id, index, retry } of scenario.plan.nodes) {
        const own = events.filter((event) => event.nodeId === id)
        const count = (type: string) => own.filter((event) => event.type === type).length
        // An attempt that waited for a signal is followed by the one that goes on with it.
        const resumed = own.filter((event) => event.type === 'node_waiting' && event.data.until === null)
        const tries = count('node_started') - count('attempt_lost') - resumed.length
        const { failures, retryable } = fateOf(scenario, index)
        const expected = retryable ? Math.min(failures + 1, retry.maxAttempts) : 1
        if (state.getNode(index).status !== 'skipped') expect(tries).toBe(expected)
        for (const event of own) {
          if (event.type !== 'node_retrying') continue
          expect(event.data.delayMs).toBeLessThanOrEqual(retry.maxDelayMs)
          expect(Date.parse(event.data.dueAt)).toBe(Date.parse(event.timestamp) + event.data.delayMs)
        }
      }
    }),
  )
})

test('no pause between attempts and no wait is cut short', { timeout }, () => {
  checkAny(({ events }) => {
    const due = new Map<string | null, string>()
    for (const event of events) {
      if (event.type === 'node_retrying') due.set(event.nodeId, event.data.dueAt)
      else if (event.type === 'node_waiting') due.set(event.nodeId, event.data.until ?? '')
      else if (event.type === 'node_queued' || event.type === 'node_completed') {
        expect(event.timestamp >= (due.get(event.nodeId) ?? '')).toBe(true)
        due.delete(event.nodeId)
      }
    }
  })
})

test('every order of deliveries leads to the end that the contract tells', { timeout }, () => {
  check(
    fc.property(steady, seeds, (scenario, seed) => {
      const expected = expectEnd(scenario)
      const { state } = run(scenario, seed)
      expect(statuses(state)).toEqual(expected.nodes)
      expect(state.status).toBe(expected.status)
      expect(state.error !== null).toBe(expected.status === 'failed')
    }),
  )
})

test('a workflow that stops on failure ends with the first failure that nothing handles', { timeout }, () => {
  const stopping = arbitraryScenario({ onFailure: fc.constant('stop') })
  check(
    fc.property(stopping, seeds, (scenario, seed) => {
      const { events, state } = run(scenario, seed)
      const handled = (id: string | null) =>
        scenario.plan.edges.some(
          (edge) => edge.port === 'failure' && scenario.plan.nodes[edge.source]?.id === id,
        )
      const failures = events.filter((event) => event.type === 'node_failed' && !handled(event.nodeId))
      expect(failures.length).toBe(state.status === 'failed' ? 1 : 0)
      expect(state.errorNodeId).toBe(failures[0]?.nodeId ?? null)
    }),
  )
})

test('deciding leaves the state as it was, and decides the same again', { timeout }, () => {
  check(
    fc.property(anySettings, seeds, (scenario, seed) => {
      const { commands, events } = run(scenario, seed)
      const again = run(scenario, seed)
      expect(again.events).toEqual(events)
      expect(again.commands).toEqual(commands)
    }),
  )
})

function headerOf(state: ExecutionState) {
  const { status, seq, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId } = state
  return { status, seq, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId }
}

function startsCommit(event: ExecutionEvent): boolean {
  return !['node_queued', 'node_skipped', 'node_cancelled'].includes(event.type) && !isFinishing(event)
}

function isFinishing(event: ExecutionEvent): boolean {
  return isFinal(event.type.replace('execution_', '') as never)
}

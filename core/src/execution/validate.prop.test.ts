import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryScenario, playFates } from '../testing/arbitrary-plan.ts'
import { toPropertyRuns } from '../testing/property-runs.ts'
import { compareState } from './compare-state.ts'
import type { ExecutionEvent } from './event.ts'
import { fold } from './evolve.ts'
import { listTouched } from './list-touched.ts'
import { createSeededRandom } from './seeded-random.ts'
import { type Intervention, simulate } from './simulate.ts'
import { type ExecutionState, emptyState } from './state.ts'
import { nodeStatuses } from './status.ts'
import { createEventAudit, validateEvents } from './validate-events.ts'
import { checkLoaded, type StoredHeader, type StoredRow, validateState } from './validate-state.ts'

const numRuns = toPropertyRuns(300)
const timeout = 600_000
const storm = { maxDelayMs: 40, duplicates: 0.3, losses: 0.2 }

const scenarios = arbitraryScenario({
  onFailure: fc.constantFrom('finish', 'stop'),
  timeoutSeconds: fc.constantFrom(undefined, 0.05),
})
const interventions = fc.array(
  fc.record<Intervention>({
    atMs: fc.integer({ min: 1, max: 150 }),
    type: fc.constantFrom('pause-execution', 'resume-execution', 'cancel-execution'),
  }),
  { maxLength: 3 },
)

interface History {
  readonly state: ExecutionState
  readonly events: readonly ExecutionEvent[]
}

/** An execution with all kinds of trouble, stopped after a share of its commits. */
const histories = fc
  .tuple(scenarios, fc.integer(), interventions, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([scenario, seed, actions, share]): History => {
    const random = createSeededRandom(seed)
    const options = { outcomeOf: playFates(scenario), random, disturbance: storm, interventions: actions }
    const all = simulate(scenario.plan, { ...options, maxSteps: 20_000 }).events
    const events = all.slice(0, endOfCommit(all, Math.max(1, Math.ceil(all.length * share))))
    return { events, state: fold(emptyState(scenario.plan), events) }
  })

/** Events of one commit carry one time; a history never ends in the middle of one. */
function endOfCommit(events: readonly ExecutionEvent[], from: number): number {
  let end = from
  while (end < events.length && events[end]?.timestamp === events[end - 1]?.timestamp) end += 1
  return end
}

function headerOf(state: ExecutionState): StoredHeader {
  const { completed, failed, skipped } = state.counts
  const { seq, status, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId } = state
  return {
    ...{ seq, status, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId },
    totalNodes: state.plan.nodes.length,
    completedNodes: completed,
    failedNodes: failed,
    skippedNodes: skipped,
  }
}

function rowsOf(state: ExecutionState): StoredRow[] {
  return listTouched(state).map((row) => ({ ...row, nodeId: state.plan.nodes[row.index]?.id ?? '' }))
}

function check(verify: (history: History, seed: number) => void): void {
  fc.assert(fc.property(histories, fc.nat(), verify), { numRuns })
}

test('what the core decided is sound, at any moment', { timeout }, () => {
  check(({ state, events }) => {
    const rows = rowsOf(state)
    const header = headerOf(state)
    expect(validateEvents(state.plan, events)).toEqual([])
    expect(validateState(state.plan, rows, header)).toEqual([])
    expect(checkLoaded({ plan: state.plan, header, rows })).toEqual([])
    expect(compareState(state, rows, header).findings).toEqual([])
  })
})

test('a lost event is noticed, wherever it was, and the fold stands before it', { timeout }, () => {
  check(({ state, events }, seed) => {
    const lost = seed % events.length
    const audit = createEventAudit(state.plan)
    for (const event of events.toSpliced(lost, 1)) audit.push(event)
    if (lost === events.length - 1) expect(audit.lastSeq).toBe(lost)
    else {
      expect(audit.findings[0]).toMatchObject({ code: 'EVENT_MISSING', severity: 'error' })
      expect(audit.isSound).toBe(false)
    }
    expect(audit.state.seq).toBe(lost)
  })
})

test('an event that is there twice is noticed unless it changes nothing', { timeout }, () => {
  check(({ state, events }) => {
    const last = events.at(-1)
    expect(last).toBeDefined()
    if (last === undefined) return
    const audit = createEventAudit(state.plan)
    for (const event of [...events, { ...last, seq: state.seq + 1 }]) audit.push(event)
    expect(audit.isSound).toBe(last.type === 'attempt_ignored' || last.type === 'node_progress')
  })
})

test('a row with another status disagrees with the events, and shows in the counters', { timeout }, () => {
  check(({ state }, seed) => {
    const rows = rowsOf(state)
    const at = seed % Math.max(1, rows.length)
    const row = rows[at]
    if (row === undefined) return
    const status = nodeStatuses[(nodeStatuses.indexOf(row.status) + 1 + (seed % 7)) % nodeStatuses.length]
    const damaged = rows.toSpliced(at, 1, { ...row, status: status ?? 'pending' })
    const { wrongNodes } = compareState(state, damaged, headerOf(state))
    expect(wrongNodes.has(row.index)).toBe(status !== row.status)
    const counts = ['completed', 'failed', 'skipped']
    const isCounted = status !== row.status && (counts.includes(row.status) || counts.includes(status ?? ''))
    const found = checkLoaded({ plan: state.plan, header: headerOf(state), rows: damaged })
    if (isCounted) expect(found.map((finding) => finding.code)).toContain('COUNTERS_DISAGREE')
  })
})

test('a node that starts before its trigger allows is found in rows and in events', () => {
  const at = '2026-01-01T00:00:00.000Z'
  const [scenario] = fc.sample(arbitraryScenario(), { numRuns: 1, seed: 1 })
  expect(scenario).toBeDefined()
  if (scenario === undefined) return
  const plan = { ...scenario.plan }
  const blocked = plan.nodes.find(
    ({ index, triggerRule }) => triggerRule === 'all_success' && (plan.incoming[index]?.length ?? 0) > 0,
  )
  expect(blocked).toBeDefined()
  if (blocked === undefined) return
  const created = { priority: 0, deadlineAt: null }
  const events = [
    { seq: 1, type: 'execution_created', nodeId: null, attempt: null, timestamp: at, data: created },
    { seq: 2, type: 'execution_started', nodeId: null, attempt: null, timestamp: at, data: {} },
    { seq: 3, type: 'node_queued', nodeId: blocked.id, attempt: null, timestamp: at, data: {} },
  ]
  expect(validateEvents(plan, events)).toMatchObject([{ code: 'EVENT_ILLEGAL', nodeId: blocked.id }])
  const state = fold(emptyState(plan), events as unknown as ExecutionEvent[])
  const codes = validateState(plan, rowsOf(state), headerOf(state)).map((finding) => finding.code)
  expect(codes).toContain('NODE_TOO_EARLY')
})

/** What must hold for every run, whatever befalls it: for searches that are longer than a test. */
import { fold } from '../execution/evolve.ts'
import { listTouched } from '../execution/list-touched.ts'
import { restoreState } from '../execution/restore-state.ts'
import type { Simulation } from '../execution/simulate.ts'
import { type ExecutionState, emptyState } from '../execution/state.ts'
import { isFinal, isSettled } from '../execution/status.ts'
import type { Scenario } from './arbitrary-plan.ts'
import { expectEnd } from './expected-end.ts'

const ends = ['execution_completed', 'execution_failed', 'execution_cancelled']
const settles = ['node_completed', 'node_failed', 'node_skipped', 'node_cancelled']
const reports = ['node_completed', 'node_failed', 'node_retrying', 'node_waiting', 'attempt_lost']

/** One sentence for each rule that the run breaks. */
export function findViolations(scenario: Scenario, simulation: Simulation): string[] {
  return [
    ...findUnfinished(simulation),
    ...findWrongOrder(scenario, simulation),
    ...findWrongStates(scenario, simulation),
  ]
}

function findUnfinished({ finished, state, events }: Simulation): string[] {
  const found: string[] = []
  if (!finished || !isFinal(state.status)) found.push('the run does not come to an end')
  if (state.plan.nodes.some(({ index }) => !isSettled(state.getNode(index).status)))
    found.push('a node is not settled')
  if (events.filter(({ type }) => ends.includes(type)).length !== 1)
    found.push('it does not end exactly once')
  if (events.some(({ seq }, at) => seq !== at + 1)) found.push('the sequence has a gap')
  return found
}

function findWrongOrder({ plan }: Scenario, { events }: Simulation): string[] {
  const found: string[] = []
  const running = new Map<string, number | null>()
  const settled = new Map<string, number>()
  let isOver = false
  let isPaused = false
  for (const { type, nodeId, attempt } of events) {
    if (isOver && type !== 'attempt_ignored') found.push(`${type} after the end`)
    isOver ||= ends.includes(type)
    if (type === 'execution_paused' || type === 'execution_resumed') isPaused = type === 'execution_paused'
    if (nodeId === null) continue
    if (type === 'node_started' && isPaused) found.push(`${nodeId} starts in a pause`)
    if (reports.includes(type) && running.has(nodeId) && running.get(nodeId) !== attempt)
      found.push(`${nodeId} is ended by an attempt that does not run`)
    if (settles.includes(type)) settled.set(nodeId, (settled.get(nodeId) ?? 0) + 1)
    if (type === 'node_started') running.set(nodeId, attempt)
    else if (type !== 'node_progress' && type !== 'attempt_ignored') running.delete(nodeId)
    if (running.size > (plan.settings.maxParallel ?? Number.POSITIVE_INFINITY))
      found.push('too many nodes run')
  }
  if (plan.nodes.some(({ id }) => settled.get(id) !== 1)) found.push('a node does not settle exactly once')
  return found
}

function findWrongStates(scenario: Scenario, { events, state }: Simulation): string[] {
  const found: string[] = []
  const { plan } = scenario
  const half = fold(emptyState(plan), events.slice(0, events.length / 2))
  if (!isSame(restoreState(plan, half, listTouched(half)), half))
    found.push('rows and events disagree half-way')
  if (!isSame(fold(emptyState(plan), events), state)) found.push('the events do not give the state')
  const isSteady = plan.settings.onFailure === 'finish' && plan.settings.timeoutMs === null
  if (!isSteady || state.status === 'cancelled') return found
  const expected = expectEnd(scenario)
  const statuses = plan.nodes.map(({ index }) => state.getNode(index).status)
  if (state.status !== expected.status || statuses.join() !== expected.nodes.join())
    found.push('it does not end as the contract tells')
  return found
}

function isSame(one: ExecutionState, other: ExecutionState): boolean {
  const toText = (state: ExecutionState) => JSON.stringify([state.status, state.counts, listTouched(state)])
  return toText(one) === toText(other)
}

/**
 * Runs a plan on a virtual clock, with the same `decide` and `evolve` as the engine and none of its I/O.
 * Deliveries may come late, in any order, twice, or from workers that were given up. The same arguments
 * always give the same run.
 */
import type { Plan } from '../plan/compile-plan.ts'
import type { AttemptAddress, Command, KeptNode } from './command.ts'
import { decide } from './decide.ts'
import { createDeliveryQueue, type Delivery, type DeliveryQueue } from './delivery-queue.ts'
import type { Departure, ExecutionEvent, NodeError, WaitReason } from './event.ts'
import { evolve } from './evolve.ts'
import { type ExecutionState, emptyState, type NodeRecord } from './state.ts'
import { isFinal } from './status.ts'

/** What an attempt does; `durationMs` is how long it takes. */
export type SimulatedOutcome =
  | ({ readonly kind: 'complete'; readonly durationMs: number } & Departure)
  | ({
      readonly kind: 'suspend'
      readonly durationMs: number
      readonly reason: WaitReason
      /** How long until what it waits for is there. */
      readonly waitMs: number
    } & Departure)
  | {
      readonly kind: 'fail'
      readonly durationMs: number
      readonly error: NodeError
      readonly conditions?: Departure['conditions']
      readonly fallback?: Departure
    }

export interface Disturbance {
  /** Latest arrival of a delivery behind its time. */
  readonly maxDelayMs: number
  /** Share of deliveries, from 0 to 1, that arrive twice. */
  readonly duplicates: number
  /** Share of attempts whose worker is given up while it works. Half of those report nevertheless. */
  readonly losses: number
}

export interface Intervention {
  readonly atMs: number
  readonly type: 'cancel-execution' | 'pause-execution' | 'resume-execution'
}

export interface SimulationOptions {
  /** `isResolved` says that what the node waited for in an earlier attempt is there. */
  readonly outcomeOf: (nodeIndex: number, record: NodeRecord, isResolved: boolean) => SimulatedOutcome
  /** From 0 up to 1; the only source of chance. */
  readonly random: () => number
  readonly disturbance?: Disturbance
  readonly interventions?: readonly Intervention[]
  readonly kept?: readonly KeptNode[]
  /** Steps after which a run is given up; a plan of n nodes needs a few times n. */
  readonly maxSteps?: number
}

export interface Simulation {
  readonly events: readonly ExecutionEvent[]
  readonly state: ExecutionState
  /** Every command that was submitted, also the refused ones. */
  readonly commands: readonly Command[]
  /** False when nothing was under way any more, or the steps were used up, before the end. */
  readonly finished: boolean
}

const calm: Disturbance = { maxDelayMs: 0, duplicates: 0, losses: 0 }
const defaultMaxSteps = 1_000_000
const workers = 3
/** The virtual clock starts here, so that times in events are the same in every run. */
const epochMs = Date.UTC(2026, 0, 1)

interface Simulating extends SimulationOptions {
  readonly state: ExecutionState
  readonly events: ExecutionEvent[]
  readonly commands: Command[]
  readonly queue: DeliveryQueue
  readonly disturbance: Disturbance
  /** When what a node waits for is there; it may come before the wait is known. */
  readonly resolvedAt: Map<number, number>
}

export function simulate(plan: Plan, options: SimulationOptions): Simulation {
  const run: Simulating = {
    ...options,
    state: emptyState(plan),
    events: [],
    commands: [],
    queue: createDeliveryQueue(options.random),
    disturbance: options.disturbance ?? calm,
    resolvedAt: new Map(),
  }
  run.queue.add(epochMs, startOf(plan, options.kept ?? []))
  for (const { atMs, type } of options.interventions ?? []) run.queue.add(epochMs + atMs, toControl(type))
  for (let step = 0; step < (options.maxSteps ?? defaultMaxSteps); step += 1) {
    const next = run.queue.take()
    if (next === null) break
    submit(run, { ...next.delivery, now: next.atMs } as Command)
  }
  const { state, events, commands } = run
  return { state, events, commands, finished: isFinal(state.status) && run.queue.size === 0 }
}

function startOf(plan: Plan, kept: readonly KeptNode[]): Delivery {
  const { priority } = plan.settings
  const origin = {
    workflowId: 'simulated',
    version: 1,
    trigger: 'manual',
    startedBy: null,
    retryOf: null,
  } as const
  return { type: 'start-execution', ...origin, priority, kept }
}

function toControl(type: Intervention['type']): Delivery {
  return type === 'cancel-execution' ? { type, by: null, reason: null } : { type, by: null }
}

function submit(run: Simulating, command: Command): void {
  run.commands.push(command)
  const decision = decide(run.state, command)
  if (!decision.ok) return
  const runningBefore = run.state.counts.running
  for (const event of decision.events) {
    evolve(run.state, event)
    run.events.push(event)
    react(run, event, command.now)
  }
  const slotFreed = run.state.counts.running < runningBefore && run.state.plan.settings.maxParallel !== null
  if (slotFreed || command.type === 'resume-execution') offerQueued(run, command.now)
}

/** What the shells around the core do once an event is committed. */
function react(run: Simulating, event: ExecutionEvent, now: number): void {
  if (event.type === 'execution_created' && event.data.deadlineAt !== null) {
    send(run, Date.parse(event.data.deadlineAt), { type: 'expire-execution' })
  }
  if (event.type === 'execution_created' && run.state.plan.settings.admission !== null) {
    send(run, now, { type: 'admit-execution' })
  }
  if (event.type === 'execution_started' && event.data.deadlineAt) {
    send(run, Date.parse(event.data.deadlineAt), { type: 'expire-execution' })
  }
  const nodeIndex = event.nodeId === null ? undefined : run.state.plan.indexOf.get(event.nodeId)
  if (nodeIndex === undefined) return
  if (event.type === 'node_queued') offer(run, nodeIndex, now)
  if (event.type === 'node_started') work(run, nodeIndex, now)
  if (event.type === 'node_waiting' && event.data.until === null) awaitResolution(run, nodeIndex, now)
  const wakeAt = event.type === 'node_retrying' ? event.data.dueAt : null
  const until = event.type === 'node_waiting' ? event.data.until : wakeAt
  if (until !== null) sleep(run, nodeIndex, { now, until })
}

function sleep(run: Simulating, nodeIndex: number, { now, until }: { now: number; until: string }): void {
  send(run, Date.parse(until), { type: 'wake-node', nodeIndex, cause: 'due' })
  // A timer too early, as one of a former pause would be.
  if (run.random() < run.disturbance.duplicates) {
    send(run, now, { type: 'wake-node', nodeIndex, cause: 'due' })
    // And a signal that is meant for nobody.
    send(run, now, { type: 'wake-node', nodeIndex, cause: 'resolved' })
  }
}

/** The look after the commit: what came while the node was not waiting yet would otherwise be missed for ever. */
function awaitResolution(run: Simulating, nodeIndex: number, now: number): void {
  const resolvedAt = Math.max(now, run.resolvedAt.get(nodeIndex) ?? now)
  send(run, resolvedAt, { type: 'wake-node', nodeIndex, cause: 'resolved' })
}

function offer(run: Simulating, nodeIndex: number, now: number): void {
  const attempt = run.state.getNode(nodeIndex).attempt + 1
  // Few workers: two of them race for an attempt that is delivered twice, and one may take the next attempt of
  // a node from which it was given up before.
  const toWorker = () => `worker-${Math.floor(run.random() * workers)}`
  send(run, now, () => ({ type: 'start-attempt', nodeIndex, attempt, workerId: toWorker() }))
}

/** A full or paused execution refuses starts; this is the sweep that offers them again. */
function offerQueued(run: Simulating, now: number): void {
  for (const { index } of run.state.plan.nodes) {
    if (run.state.getNode(index).status === 'queued') offer(run, index, now)
  }
}

function work(run: Simulating, nodeIndex: number, now: number): void {
  const record = run.state.getNode(nodeIndex)
  const address = { nodeIndex, attempt: record.attempt, workerId: record.workerId ?? '' }
  // A task for an attempt that nobody asked for: whoever made it read an old row.
  if (run.random() < run.disturbance.duplicates) offer(run, nodeIndex, now)
  const isResolved = (run.resolvedAt.get(nodeIndex) ?? Number.POSITIVE_INFINITY) <= now
  const outcome = run.outcomeOf(nodeIndex, record, isResolved)
  const reports = run.random() >= run.disturbance.losses
  if (!reports)
    send(run, now + outcome.durationMs, { type: 'lose-attempt', ...address, reason: 'worker_lost' })
  if (reports || run.random() < 0.5) report(run, address, { outcome, endMs: now + outcome.durationMs })
}

function report(
  run: Simulating,
  address: AttemptAddress,
  { outcome, endMs }: { outcome: SimulatedOutcome; endMs: number },
): void {
  if (outcome.kind === 'fail') {
    const ways = {
      ...(outcome.conditions && { conditions: outcome.conditions }),
      ...(outcome.fallback && { fallback: outcome.fallback }),
    }
    const random = run.random()
    send(run, endMs, { type: 'fail-attempt', ...address, error: outcome.error, random, ...ways })
    return
  }
  const { nodeIndex } = address
  const { port, conditions } = outcome
  const departure = { port, ...(conditions && { conditions }) }
  if (outcome.kind === 'complete') {
    const output = { kind: 'inline', value: null } as const
    send(run, endMs, { type: 'complete-attempt', ...address, ...departure, output })
    return
  }
  const { reason } = outcome
  const overAt = endMs + outcome.waitMs
  const until = reason === 'time' ? overAt : null
  if (reason !== 'time' && !run.resolvedAt.has(nodeIndex)) resolveLater(run, nodeIndex, overAt)
  send(run, endMs, { type: 'suspend-attempt', ...address, ...departure, reason, until })
}

function resolveLater(run: Simulating, nodeIndex: number, atMs: number): void {
  run.resolvedAt.set(nodeIndex, atMs)
  send(run, atMs, { type: 'wake-node', nodeIndex, cause: 'resolved' })
}

/** Delivers at a time or somewhat later, once or twice. */
function send(run: Simulating, atMs: number, delivery: Delivery | (() => Delivery)): void {
  const { maxDelayMs, duplicates } = run.disturbance
  const times = run.random() < duplicates ? 2 : 1
  for (let copy = 0; copy < times; copy += 1) {
    const delayMs = maxDelayMs === 0 ? 0 : Math.floor(run.random() * (maxDelayMs + 1))
    run.queue.add(atMs + delayMs, typeof delivery === 'function' ? delivery() : delivery)
  }
}

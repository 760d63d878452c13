/**
 * Which queued nodes of an execution are to be put before the workers after a commit. An execution that limits
 * how many of its nodes run at once offers only as many as it has slots free: offering more would only have
 * them refused.
 */
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import type { Task } from '../queue/task-queue.ts'
import { type DecidedBatch, toTask } from './decide-batch.ts'
import type { LiveExecution } from './live-execution.ts'

/** More nodes than one worker starts at once: what comes of them comes from many processes. */
const burstFrom = 64

/** Who decides for an execution from now on, as far as that can be said. */
export type Lead = (executionId: string) => string | null

/** What the commit made ready, or what a slot that it freed is for. Whoever gets a part of a burst is told who leads. */
export function listReadyTasks(batch: DecidedBatch, lead: Lead): Task[] {
  const { execution, events } = batch
  const { state, queued } = execution
  if (state.status !== 'running') return []
  if (state.plan.settings.maxParallel !== null) return toTasks(execution, listOffered(execution), { lead })
  if (events.some(({ type }) => type === 'execution_resumed'))
    return toTasks(execution, [...queued], { lead })
  return toTasks(execution, listNew(batch), { lead, isNew: true })
}

/** As many queued nodes as the execution has room for, the most urgent first. Adding them twice is harmless. */
export function listOffers(execution: LiveExecution): Task[] {
  return execution.state.status === 'running' ? toTasks(execution, listOffered(execution), {}) : []
}

function listNew({ execution, events, started }: DecidedBatch): number[] {
  const { state, queued } = execution
  const startedNodes = new Set(started.map(({ nodeIndex }) => nodeIndex))
  const nodes: number[] = []
  for (const { type, nodeId } of events) {
    if (type !== 'node_queued') continue
    const index = state.plan.indexOf.get(nodeId ?? '')
    if (index !== undefined && queued.has(index) && !startedNodes.has(index)) nodes.push(index)
  }
  return nodes
}

function listOffered({ state, queued }: LiveExecution): number[] {
  const free = (state.plan.settings.maxParallel ?? Number.POSITIVE_INFINITY) - state.counts.running
  if (free <= 0 || queued.size === 0) return []
  if (free >= queued.size) return [...queued]
  const priorityOf = (index: number) => planNode(state.plan, index).priority
  const candidates = state.plan.hasNodePriorities
    ? [...queued].sort((a, b) => priorityOf(b) - priorityOf(a))
    : queued
  const offers: number[] = []
  for (const index of candidates) {
    if (offers.length >= free) break
    offers.push(index)
  }
  return offers
}

function toTasks(
  execution: LiveExecution,
  nodes: readonly number[],
  { lead, ...marks }: { readonly lead?: Lead; readonly isNew?: boolean },
): Task[] {
  const owner = nodes.length < burstFrom ? null : (lead?.(execution.id) ?? null)
  const told = owner === null ? marks : { ...marks, owner }
  return nodes.map((index) => toTask(execution, index, told))
}

/**
 * Which queued nodes of an execution are to be put before the workers after a commit. An execution that limits
 * how many of its nodes run at once offers only as many as it has slots free: offering more would only have
 * them refused.
 */
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import type { Task } from '../queue/task-queue.ts'
import { type DecidedBatch, toTask } from './decide-batch.ts'
import type { LiveExecution } from './live-execution.ts'

/** What the commit made ready, or what a slot that it freed is for. */
export function listReadyTasks({ execution, events, started }: DecidedBatch): Task[] {
  const { state } = execution
  if (state.status !== 'running') return []
  if (state.plan.settings.maxParallel !== null) return listOffers(execution)
  if (events.some(({ type }) => type === 'execution_resumed')) return toTasks(execution, execution.queued)
  const startedNodes = new Set(started.map(({ nodeIndex }) => nodeIndex))
  const nodes: number[] = []
  for (const { type, nodeId } of events) {
    if (type !== 'node_queued') continue
    const index = state.plan.indexOf.get(nodeId ?? '')
    if (index !== undefined && execution.queued.has(index) && !startedNodes.has(index)) nodes.push(index)
  }
  return toTasks(execution, nodes).map((task) => ({ ...task, isNew: true }))
}

/** As many queued nodes as the execution has room for, the most urgent first. Adding them twice is harmless. */
export function listOffers(execution: LiveExecution): Task[] {
  const { state, queued } = execution
  if (state.status !== 'running') return []
  const free = (state.plan.settings.maxParallel ?? Number.POSITIVE_INFINITY) - state.counts.running
  if (free <= 0 || queued.size === 0) return []
  if (free >= queued.size) return toTasks(execution, queued)
  const priorityOf = (index: number) => planNode(state.plan, index).priority
  const candidates = state.plan.hasNodePriorities
    ? [...queued].sort((a, b) => priorityOf(b) - priorityOf(a))
    : queued
  const offers: number[] = []
  for (const index of candidates) {
    if (offers.length >= free) break
    offers.push(index)
  }
  return toTasks(execution, offers)
}

function toTasks(execution: LiveExecution, nodes: Iterable<number>): Task[] {
  return [...nodes].map((index) => toTask(execution, index))
}

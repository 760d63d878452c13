/** Two weeks of runs that are over: one to show and one to compare it with. */
import { randomUUID } from 'node:crypto'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { PastExecution, PastNode } from '../../server/src/testing/past-executions.ts'
import type { PastWork } from './harbor-workflows.ts'

const day = 86_400_000
const people = ['Mara Lindqvist', 'Tomas Reyes', 'Ines Okafor']

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
function seededNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function toPastRuns(work: PastWork, workflowId: string, now: number): PastExecution[] {
  const next = seededNumbers(work.document.name.length * 7919)
  const runs: PastExecution[] = []
  const end = now - Math.max(4, work.every / 3) * 60_000
  for (let at = now - 14 * day; at < end; at += work.every * 60_000 * (0.8 + next() * 0.4)) {
    const isWeekend = [0, 6].includes(new Date(at).getDay())
    if (isWeekend && next() < 0.4) continue
    runs.push(toRun(work, { workflowId, at, now, next }))
  }
  return runs
}

interface Moment {
  readonly workflowId: string
  readonly at: number
  readonly now: number
  readonly next: () => number
}

function toRun(work: PastWork, { workflowId, at, now, next }: Moment): PastExecution {
  const age = (now - at) / day
  // The third day had a slow network; the last one has a supplier in trouble.
  const slow = age > 3 && age < 4.2 ? 1.5 : 1
  const trouble = age < 0.4 ? 3 : 1
  const fate = next()
  const status = fate < work.failures * trouble ? 'failed' : fate > 0.992 ? 'cancelled' : 'completed'
  const scale = work.usualSeconds * 1000 * slow * (0.85 + next() * 0.25 + next() ** 6 * 0.9)
  const nodes = toNodes(work, { at, scale, next, hasFailed: status === 'failed' })
  const completedAt = new Date(Math.max(...nodes.map((node) => node.completedAt.getTime())))
  const version = work.versions - (age > 4 ? 1 : 0)
  const trigger = next() < 0.015 ? 'retry' : work.trigger
  const startedBy = trigger === 'api' ? 'ci' : (people[Math.floor(next() * 3)] ?? null)
  return {
    id: randomUUID(),
    workflowId,
    version,
    status,
    trigger,
    startedBy,
    startedAt: new Date(at),
    completedAt,
    nodes,
  }
}

interface Course {
  readonly at: number
  readonly scale: number
  readonly next: () => number
  readonly hasFailed: boolean
}

/** Nodes run after what is above them; each has its own share of the whole, by its name. */
function toNodes({ document, weakNode }: PastWork, { at, scale, next, hasFailed }: Course): PastNode[] {
  const ids = Object.keys(document.nodes)
  const endOf = new Map<string, number>()
  const bad = new Set<string>()
  const total = ids.reduce((sum, id) => sum + shareOf(id), 0)
  return ids.map((nodeId, nodeIndex): PastNode => {
    const above = sourcesOf(document, nodeId)
    const startedAt = Math.max(at, ...above.map((id) => endOf.get(id) ?? at))
    const isCut = above.some((id) => bad.has(id))
    const fails = hasFailed && nodeId === weakNode
    if (isCut || fails) bad.add(nodeId)
    const took = isCut ? 0 : ((scale * shareOf(nodeId)) / total) * 2 * (0.8 + next() * 0.4)
    endOf.set(nodeId, startedAt + took)
    const attempts = isCut ? 0 : fails ? 3 : next() < 0.004 ? 2 : 1
    const status = isCut ? 'skipped' : fails ? 'failed' : 'completed'
    return {
      nodeId,
      nodeIndex,
      status,
      attempts,
      startedAt: new Date(startedAt),
      completedAt: new Date(startedAt + took),
    }
  })
}

function sourcesOf(document: WorkflowDocument, nodeId: string): string[] {
  return (document.edges ?? []).filter((edge) => edge.target === nodeId).map((edge) => edge.source)
}

function shareOf(nodeId: string): number {
  return 1 + ((nodeId.length * 37) % 11)
}

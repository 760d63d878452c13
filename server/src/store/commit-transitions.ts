/** Commits transitions by the one statement that moves executions: turns them into the columns that it unnests. */

import { type CommitKind, commitStatement } from './commit-statement.ts'
import type { Queryable } from './queryable.ts'
import { type ArrayElement, toArrayLiteral } from './to-array-literal.ts'
import type { Transition } from './transition.ts'

/**
 * The ids of the executions that moved. One round trip, one transaction. Rows are taken in the order of their ids, as
 * by all who take several of them: commits that meet at the same ones wait for each other and never in a ring.
 */
export async function commitTransitions(db: Queryable, given: readonly Transition[]): Promise<Set<string>> {
  const transitions = given.toSorted((a, b) => (a.executionId < b.executionId ? -1 : 1))
  const kind = toKind(transitions)
  const values = [
    ...(kind === 'begins' ? [] : toHeaderColumns(transitions)),
    ...(kind === 'moves' ? [] : toExecutionColumns(transitions)),
    ...toEventColumns(transitions),
    ...toNodeColumns(transitions),
    ...toAssignmentColumns(transitions),
  ].map(toColumn)
  const query = { name: `commit-${kind}`, text: commitStatement(kind), values }
  const { rows } = await db.query<{ id: string }>(query)
  return new Set(rows.map((row) => row.id))
}

function toKind(transitions: readonly Transition[]): CommitKind {
  const begin = transitions.filter((t) => t.expectedSeq === null).length
  return begin === 0 ? 'moves' : begin < transitions.length ? 'both' : 'begins'
}

/** `unnest` fills a column that is shorter than others up with nulls, of which many columns hold nothing else. */
function toColumn(values: readonly ArrayElement[]): string {
  const length = values.findLastIndex((value) => value !== null) + 1
  return toArrayLiteral(values.slice(0, length))
}

interface Placed<T> {
  readonly place: number
  readonly row: T
}

function placeRows<T>(
  transitions: readonly Transition[],
  rowsOf: (transition: Transition) => readonly T[],
): Placed<T>[] {
  return transitions.flatMap((transition, place) => rowsOf(transition).map((row) => ({ place, row })))
}

function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

function toHeaderColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const moving = placeRows(transitions, (t) => (t.expectedSeq === null ? [] : [t]))
  const rows = moving.map((moved) => moved.row)
  return [
    moving.map((moved) => moved.place),
    rows.map((t) => t.executionId),
    rows.map((t) => t.expectedSeq),
    rows.map((t) => t.header.seq),
    rows.map((t) => t.header.status),
    rows.map((t) => toJson(t.header.error)),
    rows.map((t) => t.header.startedAt),
    rows.map((t) => t.header.completedAt),
    rows.map((t) => t.header.deadlineAt),
    rows.map((t) => t.counts.completed),
    rows.map((t) => t.counts.failed),
    rows.map((t) => t.counts.skipped),
  ]
}

function toExecutionColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const placed = placeRows(transitions, (t) => (t.expectedSeq === null ? [t] : []))
  const rows = placed.map((fresh) => fresh.row)
  return [
    placed.map((fresh) => fresh.place),
    rows.map((t) => t.executionId),
    rows.map((t) => t.identity.workspaceId),
    rows.map((t) => t.identity.workflowId),
    rows.map((t) => t.identity.version),
    rows.map((t) => t.header.status),
    rows.map((t) => t.identity.trigger),
    rows.map((t) => t.identity.startedBy),
    rows.map((t) => t.identity.retryOf),
    rows.map((t) => t.identity.idempotencyKey),
    rows.map((t) => t.header.priority),
    // A graph inside a node has the input of the execution around it: `execution-input.ts` finds it there.
    rows.map((t) => (t.identity.subgraph === null ? JSON.stringify(t.identity.input ?? null) : 'null')),
    rows.map((t) => toJson(t.header.error)),
    rows.map((t) => t.header.seq),
    rows.map((t) => t.totalNodes),
    rows.map((t) => t.counts.completed),
    rows.map((t) => t.counts.failed),
    rows.map((t) => t.counts.skipped),
    rows.map((t) => t.header.createdAt),
    rows.map((t) => t.header.startedAt),
    rows.map((t) => t.header.completedAt),
    rows.map((t) => t.header.deadlineAt),
    rows.map((t) => t.identity.parent?.executionId ?? null),
    rows.map((t) => t.identity.parent?.nodeId ?? null),
    rows.map((t) => t.identity.parent?.itemIndex ?? null),
    rows.map((t) => t.identity.rootId),
    rows.map((t) => t.identity.depth),
    rows.map((t) => t.identity.subgraph),
    rows.map((t) => toJson(t.identity.item)),
    rows.map((t) => t.identity.ignoreCache),
  ]
}

function toEventColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const placed = placeRows(transitions, (t) => t.events)
  return [
    placed.map(({ place }) => place),
    placed.map(({ row }) => row.seq),
    placed.map(({ row }) => row.type),
    placed.map(({ row }) => row.nodeId),
    placed.map(({ row }) => row.attempt),
    placed.map(({ row }) => row.timestamp),
    placed.map(({ row }) => JSON.stringify(row.data)),
  ]
}

function toNodeColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const placed = placeRows(transitions, (t) => t.nodes)
  return [
    placed.map(({ place }) => place),
    placed.map(({ row }) => row.nodeIndex),
    placed.map(({ row }) => row.nodeId),
    placed.map(({ row }) => row.record.status),
    placed.map(({ row }) => row.record.attempt),
    placed.map(({ row }) => row.record.failures),
    placed.map(({ row }) => row.record.losses),
    placed.map(({ row }) => row.record.port),
    placed.map(({ row }) => toJson(row.record.conditions)),
    placed.map(({ row }) => row.record.workerId),
    placed.map(({ row }) => row.record.progress),
    placed.map(({ row }) => row.record.quality),
    placed.map(({ row }) => row.output),
    placed.map(({ row }) => row.outputRef),
    placed.map(({ row }) => toJson(row.record.error)),
    placed.map(({ row }) => toJson(row.record.keptFrom)),
    placed.map(({ row }) => row.record.queuedAt),
    placed.map(({ row }) => row.record.startedAt),
    placed.map(({ row }) => row.record.completedAt),
    placed.map(({ row }) => row.record.dueAt),
    placed.map(({ row }) => row.record.waitingFor),
    placed.map(({ row }) => toJson(row.record.items)),
    placed.map(({ row }) => toJson(row.record.cachedFrom)),
  ]
}

function toAssignmentColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const placed = placeRows(transitions, (t) => t.assignments)
  return [
    placed.map(({ place }) => place),
    placed.map(({ row }) => row.nodeIndex),
    placed.map(({ row }) => row.attempt),
    placed.map(({ row }) => row.nodeId),
    placed.map(({ row }) => row.workerId),
    placed.map(({ row }) => row.status),
    placed.map(({ row }) => row.startedAt),
    placed.map(({ row }) => row.completedAt),
    placed.map(({ row }) => row.input),
    placed.map(({ row }) => row.error),
  ]
}

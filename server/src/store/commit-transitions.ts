/** Commits transitions by the one statement that moves executions: turns them into the columns that it unnests. */

import { type CommitKind, commitStatements } from './commit-statement.ts'
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
  const query = { name: `commit-${kind}`, text: commitStatements[kind], values }
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

/** Rows of all transitions, and beside each the place of its transition in the batch. */
function placeRows<T>(
  transitions: readonly Transition[],
  rowsOf: (transition: Transition) => readonly T[],
): { readonly places: number[]; readonly rows: T[] } {
  const places: number[] = []
  const rows: T[] = []
  for (const [place, transition] of transitions.entries()) {
    for (const row of rowsOf(transition)) {
      places.push(place)
      rows.push(row)
    }
  }
  return { places, rows }
}

function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

function toHeaderColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const { places, rows } = placeRows(transitions, (t) => (t.expectedSeq === null ? [] : [t]))
  return [
    places,
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
  const { places, rows } = placeRows(transitions, (t) => (t.expectedSeq === null ? [t] : []))
  return [
    places,
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
  const { places, rows } = placeRows(transitions, (t) => t.events)
  return [
    places,
    rows.map((row) => row.seq),
    rows.map((row) => row.type),
    rows.map((row) => row.nodeId),
    rows.map((row) => row.attempt),
    rows.map((row) => row.timestamp),
    rows.map((row) => JSON.stringify(row.data)),
  ]
}

function toNodeColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const { places, rows } = placeRows(transitions, (t) => t.nodes)
  return [
    places,
    rows.map((row) => row.nodeIndex),
    rows.map((row) => row.nodeId),
    rows.map((row) => row.record.status),
    rows.map((row) => row.record.attempt),
    rows.map((row) => row.record.failures),
    rows.map((row) => row.record.losses),
    rows.map((row) => row.record.port),
    rows.map((row) => toJson(row.record.conditions)),
    rows.map((row) => row.record.workerId),
    rows.map((row) => row.record.progress),
    rows.map((row) => row.record.quality),
    rows.map((row) => row.output),
    rows.map((row) => row.outputRef),
    rows.map((row) => toJson(row.record.error)),
    rows.map((row) => toJson(row.record.keptFrom)),
    rows.map((row) => row.record.queuedAt),
    rows.map((row) => row.record.startedAt),
    rows.map((row) => row.record.completedAt),
    rows.map((row) => row.record.dueAt),
    rows.map((row) => row.record.waitingFor),
    rows.map((row) => toJson(row.record.items)),
    rows.map((row) => toJson(row.record.cachedFrom)),
  ]
}

function toAssignmentColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const { places, rows } = placeRows(transitions, (t) => t.assignments)
  return [
    places,
    rows.map((row) => row.nodeIndex),
    rows.map((row) => row.attempt),
    rows.map((row) => row.nodeId),
    rows.map((row) => row.workerId),
    rows.map((row) => row.status),
    rows.map((row) => row.startedAt),
    rows.map((row) => row.completedAt),
    rows.map((row) => row.input),
    rows.map((row) => row.error),
  ]
}

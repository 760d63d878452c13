/**
 * The one statement that moves executions: appends their events and writes the rows that follow, for many
 * executions at once, each guarded by its sequence number. An execution that moved on meanwhile is left
 * untouched as a whole, and its id is missing from the answer.
 *
 * Arrays unnested, not rows of VALUES: one prepared text for every batch size. Rows name their execution by
 * its place in the batch, so that a uuid travels once an execution instead of once a row.
 */

import type { Queryable } from './queryable.ts'
import { type ArrayElement, toArrayLiteral } from './to-array-literal.ts'
import type { Transition } from './transition.ts'

const text = `
WITH guard AS (
  UPDATE workflow_executions e
     SET last_seq = g.seq, status = g.status, error = g.error::jsonb, started_at = g.started_at,
         completed_at = g.completed_at, deadline_at = g.deadline_at, completed_nodes = g.completed,
         failed_nodes = g.failed, skipped_nodes = g.skipped
    FROM unnest($1::int[], $2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
                $9::timestamptz[], $10::int[], $11::int[], $12::int[])
      AS g(place, id, expected, seq, status, error, started_at, completed_at, deadline_at, completed, failed, skipped)
   WHERE e.id = g.id AND e.last_seq = g.expected
  RETURNING g.place, e.id
), fresh AS (
  INSERT INTO workflow_executions (id, workspace_id, workflow_id, version, status, trigger, started_by, retry_of,
    idempotency_key, priority, input, error, last_seq, total_nodes, completed_nodes, failed_nodes, skipped_nodes,
    created_at, started_at, completed_at, deadline_at, parent_execution_id, parent_node_id, item_index,
    root_execution_id, depth, subgraph, item, ignore_cache)
  SELECT n.id, n.workspace_id, n.workflow_id, n.version, n.status, n.trigger, n.started_by, n.retry_of,
         n.idempotency_key, n.priority, n.input::json, n.error::jsonb, n.seq, n.total, n.completed, n.failed, n.skipped,
         n.created_at, n.started_at, n.completed_at, n.deadline_at, n.parent_id, n.parent_node_id, n.item_index,
         n.root_id, n.depth, n.subgraph, n.item::json, n.ignore_cache
    FROM unnest($13::uuid[], $14::text[], $15::uuid[], $16::int[], $17::text[], $18::text[], $19::text[], $20::uuid[],
                $21::text[], $22::int[], $23::text[], $24::text[], $25::int[], $26::int[], $27::int[], $28::int[], $29::int[],
                $30::timestamptz[], $31::timestamptz[], $32::timestamptz[], $33::timestamptz[], $34::uuid[], $35::text[],
                $36::int[], $37::uuid[], $38::int[], $39::text[], $40::text[], $41::bool[])
      AS n(id, workspace_id, workflow_id, version, status, trigger, started_by, retry_of, idempotency_key, priority, input,
           error, seq, total, completed, failed, skipped, created_at, started_at, completed_at, deadline_at, parent_id,
           parent_node_id, item_index, root_id, depth, subgraph, item, ignore_cache)
  ON CONFLICT DO NOTHING
  RETURNING id
), moved AS (
  SELECT place, id FROM guard
  UNION ALL
  SELECT p.place, fresh.id FROM fresh JOIN unnest($42::int[], $13::uuid[]) AS p(place, id) ON p.id = fresh.id
), events AS (
  INSERT INTO execution_events (execution_id, seq, type, node_id, attempt, timestamp, data)
  SELECT moved.id, v.seq, v.type, v.node_id, v.attempt, v.at, v.data::jsonb
    FROM unnest($43::int[], $44::int[], $45::text[], $46::text[], $47::int[], $48::timestamptz[], $49::text[])
      AS v(place, seq, type, node_id, attempt, at, data)
    JOIN moved ON moved.place = v.place
), nodes AS (
  INSERT INTO node_states AS old (execution_id, node_index, node_id, status, attempt, failures, losses, port, conditions,
    worker_id, progress, quality, output, output_ref, error, kept_from, queued_at, started_at, completed_at, due_at,
    waiting_for, items, cached_from)
  SELECT moved.id, n.node_index, n.node_id, n.status, n.attempt, n.failures, n.losses, n.port, n.conditions::jsonb,
         n.worker_id, n.progress, n.quality, n.output::json, n.output_ref::jsonb, n.error::jsonb, n.kept_from::jsonb,
         n.queued_at, n.started_at, n.completed_at, n.due_at, n.waiting_for, n.items::jsonb, n.cached_from::jsonb
    FROM unnest($50::int[], $51::int[], $52::text[], $53::text[], $54::int[], $55::int[], $56::int[], $57::text[],
                $58::text[], $59::text[], $60::real[], $61::real[], $62::text[], $63::text[], $64::text[], $65::text[],
                $66::timestamptz[], $67::timestamptz[], $68::timestamptz[], $69::timestamptz[], $70::text[], $71::text[],
                $72::text[])
      AS n(place, node_index, node_id, status, attempt, failures, losses, port, conditions, worker_id, progress, quality,
           output, output_ref, error, kept_from, queued_at, started_at, completed_at, due_at, waiting_for, items,
           cached_from)
    JOIN moved ON moved.place = n.place
  ON CONFLICT (execution_id, node_index) DO UPDATE
     SET status = excluded.status, attempt = excluded.attempt, failures = excluded.failures, losses = excluded.losses,
         port = excluded.port, conditions = excluded.conditions, worker_id = excluded.worker_id,
         progress = excluded.progress, quality = excluded.quality, output = coalesce(excluded.output, old.output),
         output_ref = coalesce(excluded.output_ref, old.output_ref), error = excluded.error,
         kept_from = excluded.kept_from, queued_at = excluded.queued_at, started_at = excluded.started_at,
         completed_at = excluded.completed_at, due_at = excluded.due_at, waiting_for = excluded.waiting_for,
         items = excluded.items, cached_from = excluded.cached_from
), assignments AS (
  INSERT INTO job_assignments AS old (execution_id, node_index, attempt, node_id, worker_id, status, started_at,
    completed_at, input, error)
  SELECT moved.id, a.node_index, a.attempt, a.node_id, a.worker_id, a.status, a.started_at, a.completed_at,
         a.input::json, a.error::jsonb
    FROM unnest($73::int[], $74::int[], $75::int[], $76::text[], $77::text[], $78::text[], $79::timestamptz[],
                $80::timestamptz[], $81::text[], $82::text[])
      AS a(place, node_index, attempt, node_id, worker_id, status, started_at, completed_at, input, error)
    JOIN moved ON moved.place = a.place
  ON CONFLICT (execution_id, node_index, attempt) DO UPDATE
     SET status = excluded.status, completed_at = coalesce(excluded.completed_at, old.completed_at),
         input = coalesce(excluded.input, old.input), error = excluded.error
)
SELECT id FROM moved`

/**
 * The ids of the executions that moved. One round trip, one transaction. Rows are taken in the order of their ids, as
 * by all who take several of them: commits that meet at the same ones wait for each other and never in a ring.
 */
export async function commitTransitions(db: Queryable, given: readonly Transition[]): Promise<Set<string>> {
  const transitions = given.toSorted((a, b) => (a.executionId < b.executionId ? -1 : 1))
  const values = [
    ...toGuardColumns(transitions),
    ...toFreshColumns(transitions),
    ...toEventColumns(transitions),
    ...toNodeColumns(transitions),
    ...toAssignmentColumns(transitions),
  ]
  const columns = values.map(toArrayLiteral)
  const result = await db.query<{ id: string }>({ name: 'commit-transitions', text, values: columns })
  return new Set(result.rows.map((row) => row.id))
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

function toGuardColumns(transitions: readonly Transition[]): ArrayElement[][] {
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

function toFreshColumns(transitions: readonly Transition[]): ArrayElement[][] {
  const placed = placeRows(transitions, (t) => (t.expectedSeq === null ? [t] : []))
  const rows = placed.map((fresh) => fresh.row)
  return [
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
    placed.map((fresh) => fresh.place),
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

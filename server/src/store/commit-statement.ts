/**
 * The one statement that moves executions: appends their events and writes the rows that follow, for many executions
 * at once, each guarded by its sequence number. An execution that moved on meanwhile is left untouched as a whole, and
 * its id is missing from the answer.
 *
 * Arrays unnested, not rows of VALUES: one prepared text for every batch size. Rows name their execution by its place
 * in the batch, so that a uuid travels once an execution instead of once a row. What the batch does not need is left
 * out of the text: PostgreSQL sets each part up whether it has rows or not.
 */

/** Whether a batch moves executions that are there, begins new ones, or both. */
export type CommitKind = 'moves' | 'begins' | 'both'

/** A row source of arrays, one a column; their parameters are numbered as they come. */
type Unnest = (alias: string, columns: string) => string

const headerColumns =
  'place int, id uuid, expected int, seq int, status text, error text, started_at timestamptz, completed_at timestamptz, ' +
  'deadline_at timestamptz, completed int, failed int, skipped int'

const executionColumns =
  'place int, id uuid, workspace_id text, workflow_id uuid, version int, status text, trigger text, started_by text, ' +
  'retry_of uuid, idempotency_key text, priority int, input text, error text, seq int, total int, completed int, ' +
  'failed int, skipped int, created_at timestamptz, started_at timestamptz, completed_at timestamptz, ' +
  'deadline_at timestamptz, parent_id uuid, parent_node_id text, item_index int, root_id uuid, depth int, subgraph text, ' +
  'item text, ignore_cache bool'

const eventColumns = 'place int, seq int, type text, node_id text, attempt int, at timestamptz, data text'

const nodeColumns =
  'place int, node_index int, node_id text, status text, attempt int, failures int, losses int, port text, ' +
  'conditions text, worker_id text, progress real, quality real, output text, output_ref text, error text, ' +
  'kept_from text, queued_at timestamptz, started_at timestamptz, completed_at timestamptz, due_at timestamptz, ' +
  'waiting_for text, items text, cached_from text'

const assignmentColumns =
  'place int, node_index int, attempt int, node_id text, worker_id text, status text, started_at timestamptz, ' +
  'completed_at timestamptz, input text, error text'

export const commitStatements: Readonly<Record<CommitKind, string>> = {
  moves: compose((unnest) => `moved AS (${moveText(unnest)})`),
  begins: compose((unnest) => `fresh AS (${beginText(unnest)}), moved AS (${placeText(1)})`),
  both: compose(
    (unnest) => `guard AS (${moveText(unnest)}), fresh AS (${beginText(unnest)}), moved AS (
  SELECT place, id FROM guard
  UNION ALL${placeText(columnsIn(headerColumns) + 1)})`,
  ),
}

function compose(movedText: (unnest: Unnest) => string): string {
  let parameters = 0
  const unnest: Unnest = (alias, columns) => {
    const pairs = columns.split(', ').map((column) => column.split(' '))
    const arrays = pairs.map(([, type]) => {
      parameters += 1
      return `$${parameters}::${type}[]`
    })
    return `unnest(${arrays.join(', ')}) AS ${alias}(${pairs.map(([name]) => name).join(', ')})`
  }
  return `WITH ${movedText(unnest)}, ${rowsText(unnest)} SELECT id FROM moved`
}

function columnsIn(columns: string): number {
  return columns.split(', ').length
}

function moveText(unnest: Unnest): string {
  return `
  UPDATE workflow_executions e
     SET last_seq = g.seq, status = g.status, error = g.error::jsonb, started_at = g.started_at,
         completed_at = g.completed_at, deadline_at = g.deadline_at, completed_nodes = g.completed,
         failed_nodes = g.failed, skipped_nodes = g.skipped
    FROM ${unnest('g', headerColumns)}
   WHERE e.id = g.id AND e.last_seq = g.expected
  RETURNING g.place, e.id`
}

function beginText(unnest: Unnest): string {
  return `
  INSERT INTO workflow_executions (id, workspace_id, workflow_id, version, status, trigger, started_by, retry_of,
    idempotency_key, priority, input, error, last_seq, total_nodes, completed_nodes, failed_nodes, skipped_nodes,
    created_at, started_at, completed_at, deadline_at, parent_execution_id, parent_node_id, item_index,
    root_execution_id, depth, subgraph, item, ignore_cache)
  SELECT n.id, n.workspace_id, n.workflow_id, n.version, n.status, n.trigger, n.started_by, n.retry_of,
         n.idempotency_key, n.priority, n.input::json, n.error::jsonb, n.seq, n.total, n.completed, n.failed, n.skipped,
         n.created_at, n.started_at, n.completed_at, n.deadline_at, n.parent_id, n.parent_node_id, n.item_index,
         n.root_id, n.depth, n.subgraph, n.item::json, n.ignore_cache
    FROM ${unnest('n', executionColumns)}
  ON CONFLICT DO NOTHING
  RETURNING id`
}

/** An insert cannot give back what it does not keep: the places of new executions are found by their ids. */
function placeText(parameter: number): string {
  return `
  SELECT p.place, fresh.id FROM fresh JOIN unnest($${parameter}::int[], $${parameter + 1}::uuid[]) AS p(place, id) ON p.id = fresh.id`
}

function rowsText(unnest: Unnest): string {
  return `events AS (
  INSERT INTO execution_events (execution_id, seq, type, node_id, attempt, timestamp, data)
  SELECT moved.id, v.seq, v.type, v.node_id, v.attempt, v.at, v.data::jsonb
    FROM ${unnest('v', eventColumns)}
    JOIN moved ON moved.place = v.place
), nodes AS (
  INSERT INTO node_states AS old (execution_id, node_index, node_id, status, attempt, failures, losses, port, conditions,
    worker_id, progress, quality, output, output_ref, error, kept_from, queued_at, started_at, completed_at, due_at,
    waiting_for, items, cached_from)
  SELECT moved.id, n.node_index, n.node_id, n.status, n.attempt, n.failures, n.losses, n.port, n.conditions::jsonb,
         n.worker_id, n.progress, n.quality, n.output::json, n.output_ref::jsonb, n.error::jsonb, n.kept_from::jsonb,
         n.queued_at, n.started_at, n.completed_at, n.due_at, n.waiting_for, n.items::jsonb, n.cached_from::jsonb
    FROM ${unnest('n', nodeColumns)}
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
    FROM ${unnest('a', assignmentColumns)}
    JOIN moved ON moved.place = a.place
  ON CONFLICT (execution_id, node_index, attempt) DO UPDATE
     SET status = excluded.status, completed_at = coalesce(excluded.completed_at, old.completed_at),
         input = coalesce(excluded.input, old.input), error = excluded.error
)`
}

/**
 * Moves what nodes gave to where it belongs, inside the database: outputs may be large and many. To be run in
 * the transaction of a repair.
 */
import type { Queryable } from './queryable.ts'

/** Where the output of a kept result was found. */
export type OutputSource = 'event' | 'row' | 'checkpoint'

export interface FoundOutput {
  /** Of the event that is to carry it. */
  readonly seq: number
  /** Of the event that had it, or the node's place where it stood in a row or a checkpoint. */
  readonly at: number
}

const give = (found: string) => `
UPDATE execution_events e SET data = e.data || jsonb_build_object('output', f.output)
  FROM (${found}) AS f(seq, output)
 WHERE e.execution_id = $1 AND e.seq = f.seq AND f.output IS NOT NULL`

const places = 'unnest($3::int[], $4::int[]) AS p(seq, at)'

const texts: Record<OutputSource, string> = {
  event: give(`SELECT p.seq, q.event->'data'->'output' FROM ${places}
  JOIN quarantined_events q ON q.quarantine_id = $2 AND q.seq = p.at`),
  row: give(`SELECT p.seq, CASE WHEN jsonb_typeof(q."row"->'output_ref') = 'object' THEN q."row"->'output_ref'
       ELSE jsonb_build_object('kind', 'inline', 'value', q."row"->'output') END
  FROM ${places} JOIN quarantined_rows q ON q.quarantine_id = $2 AND q.node_index = p.at`),
  checkpoint: give(`SELECT p.seq, (c.outputs->>(p.at::text))::jsonb FROM ${places}
  JOIN execution_checkpoints c ON c.execution_id = $1 AND c.seq = $2`),
}

/** Writes outputs into the events of kept results. `from` is the quarantine's id, or the checkpoint's seq. */
export async function giveOutputs(
  db: Queryable,
  source: OutputSource,
  target: {
    readonly executionId: string
    readonly from: string | number
    readonly found: readonly FoundOutput[]
  },
): Promise<void> {
  const { executionId, from, found } = target
  if (found.length === 0) return
  const values = [executionId, from, found.map((each) => each.seq), found.map((each) => each.at)]
  await db.query(texts[source], values)
}

const rowsText = `
WITH given AS (
  SELECT DISTINCT ON (node_id) node_id, data->'output' AS output FROM execution_events
   WHERE execution_id = $1 AND type = 'node_completed' AND node_id = ANY($3::text[])
   ORDER BY node_id, seq DESC
)
UPDATE node_states n
   SET output = CASE WHEN g.output->>'kind' = 'inline' THEN (g.output->'value')::text::json END,
       output_ref = CASE WHEN g.output->>'kind' = 'stored' THEN g.output END
  FROM unnest($2::int[], $3::text[], $4::boolean[]) AS w(node_index, node_id, is_completed)
  LEFT JOIN given g ON w.is_completed AND g.node_id = w.node_id
 WHERE n.execution_id = $1 AND n.node_index = w.node_index`

/** Gives rows the outputs that their events carry, and none where the node has not completed. */
export async function restoreRowOutputs(
  db: Queryable,
  executionId: string,
  nodes: readonly { readonly index: number; readonly id: string; readonly isCompleted: boolean }[],
): Promise<void> {
  if (nodes.length === 0) return
  const columns = [
    nodes.map((node) => node.index),
    nodes.map((node) => node.id),
    nodes.map((node) => node.isCompleted),
  ]
  await db.query(rowsText, [executionId, ...columns])
}

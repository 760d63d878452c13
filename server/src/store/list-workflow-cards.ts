/**
 * What a card shows of a workflow's draft: how many nodes it has, a sketch of the graph, and in how many nodes,
 * edges and settings it differs from the published version. Taken apart in the database, so that a page of
 * large documents does not travel.
 */
import type { Queryable } from './queryable.ts'

export interface WorkflowCardRow {
  readonly id: string
  readonly draft_revision: number
  readonly published_version: number | null
  readonly node_count: number
  readonly draft_changes: number
  /** The first nodes in the order of the document. */
  readonly nodes: readonly { readonly id: string; readonly x: number | null; readonly y: number | null }[]
  readonly edges: readonly (readonly [source: string, target: string])[]
}

/** More than this is too dense to see on a card. */
const SKETCHED_NODES = 120
const SKETCHED_EDGES = 240

/** Kept bytes beyond which a draft is not sketched: taking one of 30 MB apart costs two seconds. */
const LARGE_BYTES = 1024 * 1024

// A published draft is copied as text, so that comparing the texts tells at once where nothing has changed.
const text = `
WITH picked AS MATERIALIZED (
  SELECT w.id, w.draft_revision, w.published_version, w.draft, v.document, v.node_count,
         coalesce(w.draft::text = v.document::text, false) AS is_same, pg_column_size(w.draft) > ${LARGE_BYTES} AS is_large
    FROM workflow_definitions w
    LEFT JOIN workflow_versions v ON v.workflow_id = w.id AND v.version = w.published_version
   WHERE w.id = ANY($1::uuid[]))
SELECT id, draft_revision, published_version,
       CASE WHEN is_same THEN node_count
            ELSE (SELECT count(*)::int FROM json_object_keys(draft->'nodes')) END AS node_count,
       CASE WHEN is_same OR document IS NULL THEN 0 ELSE (${countChanges()}) END AS draft_changes,
       CASE WHEN is_large THEN '[]' ELSE
         (SELECT coalesce(json_agg(json_build_object('id', n.key, 'x', n.value->'position'->'x', 'y', n.value->'position'->'y')), '[]')
            FROM (SELECT key, value FROM json_each(draft->'nodes') LIMIT ${SKETCHED_NODES}) n) END AS nodes,
       CASE WHEN is_large THEN '[]' ELSE
         (SELECT coalesce(json_agg(json_build_array(e.value->>'source', e.value->>'target')), '[]')
            FROM (SELECT value FROM json_array_elements(coalesce(draft->'edges', '[]')) LIMIT ${SKETCHED_EDGES}) e) END AS edges
  FROM picked`

function countChanges(): string {
  const nodes = `SELECT count(*) FROM jsonb_each(a->'nodes') d FULL JOIN jsonb_each(b->'nodes') p USING (key)
                  WHERE d.value IS DISTINCT FROM p.value`
  const settings = `SELECT count(*) FROM jsonb_each(a - '{nodes,edges}'::text[]) d
                      FULL JOIN jsonb_each(b - '{nodes,edges}'::text[]) p USING (key) WHERE d.value IS DISTINCT FROM p.value`
  const edgesOf = (document: string) =>
    `SELECT value FROM jsonb_array_elements(coalesce(${document}->'edges', '[]'))`
  const edges = `SELECT count(*) FROM ((${edgesOf('a')} EXCEPT ALL ${edgesOf('b')})
                   UNION ALL (${edgesOf('b')} EXCEPT ALL ${edgesOf('a')})) changed`
  return `SELECT ((${nodes}) + (${edges}) + (${settings}))::int
            FROM (SELECT draft::jsonb AS a, document::jsonb AS b OFFSET 0) both_sides`
}

export async function listWorkflowCards(
  db: Queryable,
  workflowIds: readonly string[],
): Promise<readonly WorkflowCardRow[]> {
  if (workflowIds.length === 0) return []
  const { rows } = await db.query<WorkflowCardRow>({
    name: 'list-workflow-cards',
    text,
    values: [workflowIds],
  })
  return rows
}

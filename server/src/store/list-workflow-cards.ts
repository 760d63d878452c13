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

const text = `
SELECT w.id, w.draft_revision, w.published_version,
       (SELECT count(*)::int FROM jsonb_object_keys(w.draft->'nodes')) AS node_count,
       CASE WHEN v.document IS NULL OR v.document = w.draft THEN 0 ELSE
         (SELECT count(*)::int FROM jsonb_each(w.draft->'nodes') d
            FULL JOIN jsonb_each(v.document->'nodes') p USING (key) WHERE d.value IS DISTINCT FROM p.value)
         + (SELECT count(*)::int FROM (
              (SELECT value FROM jsonb_array_elements(coalesce(w.draft->'edges', '[]'))
               EXCEPT ALL SELECT value FROM jsonb_array_elements(coalesce(v.document->'edges', '[]')))
              UNION ALL
              (SELECT value FROM jsonb_array_elements(coalesce(v.document->'edges', '[]'))
               EXCEPT ALL SELECT value FROM jsonb_array_elements(coalesce(w.draft->'edges', '[]')))) changed)
         + (SELECT count(*)::int FROM jsonb_each(w.draft - '{nodes,edges}'::text[]) d
            FULL JOIN jsonb_each(v.document - '{nodes,edges}'::text[]) p USING (key) WHERE d.value IS DISTINCT FROM p.value)
       END AS draft_changes,
       (SELECT coalesce(json_agg(json_build_object('id', n.key, 'x', n.value->'position'->'x', 'y', n.value->'position'->'y')), '[]')
          FROM (SELECT key, value FROM jsonb_each(w.draft->'nodes') LIMIT ${SKETCHED_NODES}) n) AS nodes,
       (SELECT coalesce(json_agg(json_build_array(e.value->>'source', e.value->>'target')), '[]')
          FROM (SELECT value FROM jsonb_array_elements(coalesce(w.draft->'edges', '[]')) LIMIT ${SKETCHED_EDGES}) e) AS edges
  FROM (SELECT id, draft_revision, published_version, draft::jsonb AS draft FROM workflow_definitions
         WHERE id = ANY($1::uuid[])) w
  LEFT JOIN LATERAL (SELECT document::jsonb AS document FROM workflow_versions
                      WHERE workflow_id = w.id AND version = w.published_version) v ON true`

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

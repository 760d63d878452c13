/** Artifacts of the workspace, newest first. */
import type { Artifact } from '../artifacts/artifact.ts'
import { type ArtifactRow, artifactColumns, toArtifact } from './artifact-row.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface ListArtifacts {
  readonly workspaceId: string
  readonly executionId?: string | undefined
  readonly nodeId?: string | undefined
  /** Part of the name, whatever the case. */
  readonly search?: string | undefined
  readonly cursor?: string | null | undefined
  readonly limit: number
}

export interface ArtifactPage {
  readonly items: readonly Artifact[]
  readonly nextCursor: string | null
}

// The row that the cursor names is read again, so that the cursor is an id and nothing else.
const text = `
SELECT ${artifactColumns}
  FROM artifacts a
 WHERE a.workspace_id = $1
   AND ($2::uuid IS NULL OR a.execution_id = $2)
   AND ($3::text IS NULL OR a.node_id = $3)
   AND ($4::text IS NULL OR strpos(lower(a.name), lower($4)) > 0)
   AND ($5::uuid IS NULL OR (a.created_at, a.id) < (SELECT c.created_at, c.id FROM artifacts c
                                                     WHERE c.id = $5 AND c.workspace_id = $1))
 ORDER BY a.created_at DESC, a.id DESC
 LIMIT $6`

export async function listArtifacts(db: Queryable, input: ListArtifacts): Promise<ArtifactPage> {
  const cursor = input.cursor ?? null
  if (cursor !== null && !isUuid(cursor)) return { items: [], nextCursor: null }
  const values = [
    input.workspaceId,
    input.executionId ?? null,
    input.nodeId ?? null,
    input.search ?? null,
    cursor,
    input.limit + 1,
  ]
  // Not a named statement: the plan must see which filters are there.
  const { rows } = await db.query<ArtifactRow>(text, values)
  const items = rows.slice(0, input.limit).map(toArtifact)
  const more = rows.length > input.limit
  return { items, nextCursor: more ? (items.at(-1)?.artifactId ?? null) : null }
}

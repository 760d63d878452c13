/** One artifact of the workspace, or null. */
import type { Artifact } from '../artifacts/artifact.ts'
import { type ArtifactRow, artifactColumns, toArtifact } from './artifact-row.ts'
import type { Queryable } from './queryable.ts'

const text = `SELECT ${artifactColumns} FROM artifacts a WHERE a.id = $1 AND a.workspace_id = $2`

export async function findArtifact(
  db: Queryable,
  input: { readonly workspaceId: string; readonly artifactId: string },
): Promise<Artifact | null> {
  const values = [input.artifactId, input.workspaceId]
  const result = await db.query<ArtifactRow>({ name: 'find-artifact', text, values })
  const [row] = result.rows
  return row === undefined ? null : toArtifact(row)
}

/** The artifacts of an execution that were registered last, oldest of them first. */
import type { Artifact } from '../artifacts/artifact.ts'
import { type ArtifactRow, artifactColumns, toArtifact } from './artifact-row.ts'
import type { Queryable } from './queryable.ts'

const text = `
SELECT ${artifactColumns} FROM artifacts a WHERE a.execution_id = $1 ORDER BY a.created_at DESC, a.id DESC LIMIT $2`

export async function listLatestArtifacts(
  db: Queryable,
  { executionId, limit }: { readonly executionId: string; readonly limit: number },
): Promise<readonly Artifact[]> {
  const values = [executionId, limit]
  const { rows } = await db.query<ArtifactRow>({ name: 'list-latest-artifacts', text, values })
  return rows.map(toArtifact).reverse()
}

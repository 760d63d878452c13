/** Records the files of an attempt. A file that is recorded already stays as it is. */
import type { NewArtifact } from '../artifacts/artifact.ts'
import type { Queryable } from './queryable.ts'

const text = `
INSERT INTO artifacts (id, workspace_id, execution_id, node_id, attempt, name, content_type, size_bytes, sha256,
                       storage_key, created_at)
SELECT *
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::bigint[],
              $9::text[], $10::text[], $11::timestamptz[])
ON CONFLICT DO NOTHING`

export async function insertArtifacts(db: Queryable, rows: readonly NewArtifact[]): Promise<void> {
  const values = [
    rows.map((row) => row.artifactId),
    rows.map((row) => row.workspaceId),
    rows.map((row) => row.executionId),
    rows.map((row) => row.nodeId),
    rows.map((row) => row.attempt),
    rows.map((row) => row.name),
    rows.map((row) => row.contentType),
    rows.map((row) => row.sizeBytes),
    rows.map((row) => row.sha256),
    rows.map((row) => row.storageKey),
    rows.map((row) => row.createdAt),
  ]
  await db.query({ name: 'insert-artifacts', text, values })
}

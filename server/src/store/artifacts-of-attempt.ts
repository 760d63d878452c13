/** Files of single attempts: what went into a node by way of files, and files that are used again with a result. */
import type { Queryable } from './queryable.ts'

export interface AttemptFile {
  readonly nodeId: string
  readonly name: string
  readonly sha256: string
}

const listText = `
SELECT node_id AS "nodeId", name, sha256 FROM artifacts
 WHERE execution_id = $1 AND node_id = ANY($2::text[])
 ORDER BY node_id, attempt, name`

export async function listFilesOfNodes(
  db: Queryable,
  { executionId, nodeIds }: { executionId: string; nodeIds: readonly string[] },
): Promise<AttemptFile[]> {
  if (nodeIds.length === 0) return []
  const values = [executionId, [...nodeIds]]
  const result = await db.query<AttemptFile>({ name: 'list-files-of-nodes', text: listText, values })
  return result.rows
}

export interface FileOwner {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
}

// The content is referenced, not copied: it goes when the last row that names it goes.
const referText = `
INSERT INTO artifacts (id, workspace_id, execution_id, node_id, attempt, name, content_type, size_bytes, sha256, storage_key)
SELECT gen_random_uuid(), workspace_id, $4, $5, $6, name, content_type, size_bytes, sha256, storage_key
  FROM artifacts WHERE execution_id = $1 AND node_id = $2 AND attempt = $3
ON CONFLICT DO NOTHING`

export async function referToArtifacts(db: Queryable, from: FileOwner, to: FileOwner): Promise<void> {
  const values = [from.executionId, from.nodeId, from.attempt, to.executionId, to.nodeId, to.attempt]
  await db.query({ name: 'refer-to-artifacts', text: referText, values })
}

/** A row of `artifacts` as the statements read it. */
import type { Artifact } from '../artifacts/artifact.ts'

export interface ArtifactRow {
  readonly id: string
  readonly execution_id: string
  readonly node_id: string
  readonly attempt: number
  readonly name: string
  readonly content_type: string
  /** bigint: a string in the driver. */
  readonly size_bytes: string
  readonly sha256: string
  readonly storage_key: string
  readonly created_at: Date
}

export const artifactColumns =
  'a.id, a.execution_id, a.node_id, a.attempt, a.name, a.content_type, a.size_bytes, a.sha256, a.storage_key, a.created_at'

export function toArtifact(row: ArtifactRow): Artifact {
  return {
    artifactId: row.id,
    executionId: row.execution_id,
    nodeId: row.node_id,
    attempt: row.attempt,
    name: row.name,
    contentType: row.content_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    storageKey: row.storage_key,
    createdAt: row.created_at,
  }
}

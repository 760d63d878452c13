import type { Artifact } from '../../artifacts/artifact.ts'
import { toInstant } from '../instant.ts'
import type { ArtifactView } from './artifact-shape.ts'

export function toArtifactView(artifact: Artifact): ArtifactView {
  const { storageKey: _storageKey, createdAt, ...rest } = artifact
  return { ...rest, createdAt: toInstant(createdAt), href: `/api/artifacts/${artifact.artifactId}/content` }
}

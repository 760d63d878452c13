/** A file that an attempt left behind. */

export interface NewArtifact {
  readonly artifactId: string
  readonly workspaceId: string
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
  /** Relative path below the attempt's artifact folder, with `/` between folders. */
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly storageKey: string
  readonly createdAt: Date
}

export type Artifact = Omit<NewArtifact, 'workspaceId'>

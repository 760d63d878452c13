/** Where artifacts and large outputs are kept: in the bucket that is named, else in the data folder. */
import { join } from 'node:path'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import { createLocalArtifactStore } from '../artifacts/local-artifact-store.ts'
import type { Logger } from '../ops/logger.ts'
import type { Settings } from './env.ts'

/** Long enough for a storage to be started again; a node's result is worth as much. */
const patienceMs = 60_000

export async function openArtifactStore(
  { s3, dataDir, breakers }: Settings,
  logger: Logger,
): Promise<ArtifactStore> {
  if (s3 === null) return createLocalArtifactStore(join(dataDir, 'artifacts'))
  // The client is large, and few have a bucket.
  const { createS3ArtifactStore } = await import('../artifacts/s3-artifact-store.ts')
  return createS3ArtifactStore({ ...s3, patienceMs, breakers, logger })
}

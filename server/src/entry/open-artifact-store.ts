/** Where artifacts and large outputs are kept: in the bucket that is named, else in the data folder. */
import { join } from 'node:path'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import { createLocalArtifactStore } from '../artifacts/local-artifact-store.ts'
import { createS3ArtifactStore } from '../artifacts/s3-artifact-store.ts'
import type { Logger } from '../ops/logger.ts'
import type { Settings } from './env.ts'

export function openArtifactStore({ s3, dataDir, breakers }: Settings, logger: Logger): ArtifactStore {
  return s3 === null
    ? createLocalArtifactStore(join(dataDir, 'artifacts'))
    : createS3ArtifactStore({ ...s3, breakers, logger })
}

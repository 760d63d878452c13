/** Builds what runs attempts: expressions, values, logs, work folders, and the runner over them. */

import type { Pool } from 'pg'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import { createStoredValues } from '../artifacts/stored-values.ts'
import type { Bus } from '../bus/bus.ts'
import { createExpressionPool } from '../expressions/expression-pool.ts'
import { createLogWriter } from '../logs/log-writer.ts'
import { createNestedItems } from '../nesting/nested-items.ts'
import type { NestingDeps } from '../nesting/nesting-deps.ts'
import { nodeTypes } from '../nodes/registry.ts'
import type { Logger } from '../ops/logger.ts'
import { createWorkFolders } from '../processes/work-folders.ts'
import { appendLogChunks } from '../store/append-log-chunks.ts'
import { listFilesOfNodes, referToArtifacts } from '../store/artifacts-of-attempt.ts'
import { deleteExpiredResults, findCachedResult, upsertCachedResult } from '../store/cached-results.ts'
import { insertArtifacts } from '../store/insert-artifacts.ts'
import { loadNodeResults } from '../store/load-node-results.ts'
import { createLogNotifier } from '../waits/notifier.ts'
import { createStoredWaits } from '../waits/stored-waits.ts'
import type { CacheStore } from '../worker/cache-store.ts'
import { createNodeValues } from '../worker/node-values.ts'
import { createAttemptRunner } from '../worker/run-attempt.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'

interface AttemptParts {
  readonly settings: Settings
  readonly database: Database
  readonly logger: Logger
  readonly bus: Bus
  readonly artifacts: ArtifactStore
  readonly nesting: NestingDeps
}

/** What one attempt needs, and what all of this process share. */
export function openAttempts({ settings, database, logger, bus, artifacts, nesting }: AttemptParts) {
  const { pool } = database
  const storedValues = createStoredValues(artifacts)
  const expressions = createExpressionPool()
  const workFolders = createWorkFolders({ logger })
  const logs = createLogWriter({
    append: (chunks) => appendLogChunks(pool, chunks),
    onLines: (executionId, lines) => bus.publish(`logs:${executionId}`, { lines }),
    limitBytes: settings.limits.logBytes,
    logger,
  })
  const values = createNodeValues({ load: (keys) => loadNodeResults(pool, keys), storedValues })
  const runAttempt = createAttemptRunner({
    nodeTypes,
    expressions,
    values,
    storedValues,
    artifacts,
    insertArtifacts: (rows) => insertArtifacts(pool, rows),
    onArtifacts: (executionId, found) => bus.publish(`artifacts:${executionId}`, { artifacts: found }),
    logs,
    cache: openCache(pool),
    workFolders,
    waits: createStoredWaits({ db: pool, bus, notifier: createLogNotifier(logger) }),
    items: createNestedItems({ ...nesting, storedValues, outputBytes: settings.limits.outputBytes }),
    limits: settings.limits,
    logger,
  })
  const close = async () => {
    await logs.close()
    await expressions.close()
    await workFolders.close()
  }
  /** What the sweep looks at. */
  const look = () => deleteExpiredResults(pool)
  return { runAttempt, expressions, values, look, close }
}

function openCache(pool: Pool): CacheStore {
  return {
    find: (entry) => findCachedResult(pool, entry),
    keep: (entry) => upsertCachedResult(pool, entry),
    listFiles: (of) => listFilesOfNodes(pool, of),
    referToFiles: (from, to) => referToArtifacts(pool, from, to),
  }
}

/** One attempt on its way, and what every attempt of this process shares. */
import type { PlanNode } from '@heddle/core/plan/compile-plan.ts'
import type { NewArtifact } from '../artifacts/artifact.ts'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import type { StoredValues } from '../artifacts/stored-values.ts'
import type { ExpressionPool } from '../expressions/expression-pool.ts'
import type { LogWriter } from '../logs/log-writer.ts'
import type { NestedItems } from '../nesting/items-request.ts'
import type { NodeType } from '../nodes/node-type.ts'
import type { Logger } from '../ops/logger.ts'
import type { WorkFolders } from '../processes/work-folders.ts'
import type { AttemptWaits } from '../waits/attempt-waits.ts'
import type { AttemptJob } from './attempt-job.ts'
import type { AttemptResources } from './attempt-resources.ts'
import type { CacheStore } from './cache-store.ts'
import type { NodeValues } from './node-values.ts'
import type { PreparedNode } from './prepare-node.ts'

export interface AttemptRunnerDeps {
  readonly nodeTypes: ReadonlyMap<string, NodeType>
  readonly expressions: ExpressionPool
  readonly values: NodeValues
  readonly storedValues: StoredValues
  readonly artifacts: ArtifactStore
  readonly insertArtifacts: (rows: readonly NewArtifact[]) => Promise<void>
  readonly onArtifacts: (executionId: string, artifacts: readonly NewArtifact[]) => void
  readonly logs: LogWriter
  readonly cache: CacheStore
  readonly workFolders: WorkFolders
  readonly waits: AttemptWaits
  readonly items: NestedItems
  readonly limits: { readonly outputBytes: number; readonly artifactBytes: number }
  readonly logger: Logger
}

export interface Attempt {
  readonly deps: AttemptRunnerDeps
  readonly job: AttemptJob
  readonly node: PlanNode
  readonly prepared: PreparedNode
  readonly resources: AttemptResources
}

/** What every procedure is handed: who calls, and the parts that answer. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import type { Caller } from '../auth/caller.ts'
import type { OwnerSetup } from '../auth/owner-setup.ts'
import type { Bus } from '../bus/bus.ts'
import type { Example } from '../examples/load-examples.ts'
import type { Logger } from '../ops/logger.ts'
import type { Presence } from '../presence/presence.ts'
import type { TaskQueue } from '../queue/task-queue.ts'
import type { Doctor } from '../state/doctor.ts'
import type { Plans } from '../state/examine-execution.ts'
import type { WaitingSignals } from '../store/insert-signal.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import type { DocumentChecks } from './documents/document-checks.ts'
import type { EnginePort } from './engine-port.ts'
import type { HealthReport } from './system/health-shape.ts'
import type { SystemReport } from './system/system-report.ts'
import type { StartableWorkflows } from './workflows/startable-workflows.ts'
import type { VersionDocuments } from './workflows/version-documents.ts'
import type { WorkflowCards } from './workflows/workflow-cards.ts'

export interface ApiLimits {
  readonly documentBytes: number
  readonly inputBytes: number
  /** Of the largest page of any list. */
  readonly pageItems: number
  /** How long a request may wait for an execution's end. */
  readonly waitMs: number
  readonly waitingSignals: WaitingSignals
}

/** The parts behind the procedures, built once by whoever starts the server. */
export interface ApiParts {
  readonly db: Queryable
  /** For statements that read much; few of them run at once. */
  readonly analyticsDb: Queryable
  readonly runInTransaction: RunInTransaction
  readonly engine: EnginePort
  readonly bus: Bus
  readonly presence: Pick<Presence, 'list'>
  readonly queue: Pick<TaskQueue, 'depth'>
  readonly nodeTypes: ReadonlyMap<string, NodeTypeDeclaration>
  readonly examples: readonly Example[]
  readonly documents: DocumentChecks
  readonly versions: VersionDocuments
  readonly startable: StartableWorkflows
  readonly cards: WorkflowCards
  readonly ownerSetup: Pick<OwnerSetup, 'isInitialised' | 'createOwner'>
  readonly checkHealth: () => Promise<HealthReport>
  readonly describeSystem: () => SystemReport
  /** Artifacts and large outputs. */
  readonly contents: Pick<ArtifactStore, 'open' | 'delete'>
  readonly doctor: Pick<Doctor, 'begin'>
  readonly plans: Plans
  readonly limits: ApiLimits
  readonly logger: Logger
  readonly version: string
}

export interface ApiContext extends ApiParts {
  readonly caller: Caller | null
  readonly requestId: string
}

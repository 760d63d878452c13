/** Builds what the procedures are handed from what the process has opened. */
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { OwnerSetup } from '../auth/owner-setup.ts'
import type { Bus } from '../bus/bus.ts'
import type { Example } from '../examples/load-examples.ts'
import type { Logger } from '../ops/logger.ts'
import type { Presence } from '../presence/presence.ts'
import type { TaskQueue } from '../queue/task-queue.ts'
import { createDoctor } from '../state/doctor.ts'
import type { Notifier } from '../state/notify/notifier.ts'
import { limitQueries } from '../store/limit-queries.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import type { ApiLimits, ApiParts } from './context.ts'
import { createDocumentChecks } from './documents/document-checks.ts'
import type { EnginePort } from './engine-port.ts'
import type { HealthReport } from './system/health-shape.ts'
import type { SystemReport } from './system/system-report.ts'
import { createStartableWorkflows } from './workflows/startable-workflows.ts'
import { createVersionDocuments } from './workflows/version-documents.ts'
import { createWorkflowCards } from './workflows/workflow-cards.ts'

export interface ApiDeps {
  readonly db: Queryable
  readonly runInTransaction: RunInTransaction
  readonly engine: EnginePort
  readonly bus: Bus
  readonly presence: Pick<Presence, 'list'>
  readonly queue: Pick<TaskQueue, 'depth'>
  readonly nodeTypes: NodeTypeRegistry
  readonly examples: readonly Example[]
  readonly ownerSetup: OwnerSetup
  readonly checkHealth: () => Promise<HealthReport>
  readonly describeSystem: () => SystemReport
  readonly contents: ApiParts['contents']
  readonly notifier: Notifier
  readonly limits: ApiLimits
  readonly logger: Logger
  readonly version: string
}

/** Of the ten connections that readers share. */
const ANALYTICS_AT_ONCE = 3

export function createApiParts(deps: ApiDeps): ApiParts {
  const { plans } = deps.engine
  return {
    ...deps,
    plans,
    doctor: createDoctor({ ...deps, plans }),
    analyticsDb: limitQueries(deps.db, ANALYTICS_AT_ONCE),
    documents: createDocumentChecks(deps.nodeTypes),
    versions: createVersionDocuments(deps.db),
    startable: createStartableWorkflows(deps.db),
    cards: createWorkflowCards(deps.db),
  }
}

/** What every procedure is handed: who calls, and the parts that answer. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { Example } from '../examples/load-examples.ts'
import type { Logger } from '../ops/logger.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import type { BusPort } from './bus-port.ts'
import type { EnginePort } from './engine-port.ts'
import type { VersionDocuments } from './workflows/version-documents.ts'

export type Role = 'viewer' | 'operator' | 'editor' | 'admin' | 'owner'

/** Whoever is signed in, or holds a key. Everything is read and written inside this one workspace. */
export interface Caller {
  readonly kind: 'session' | 'key'
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: Role
  /** Null for a key. */
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null
}

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down'
  readonly mode: 'embedded' | 'postgres' | 'postgres+redis'
  readonly parts: Readonly<
    Record<'database' | 'redis' | 'queue' | 'workers', { status: 'ok' | 'down' | 'unused'; detail?: string }>
  >
}

/** The first owner of a fresh installation. */
export interface OwnerSetup {
  isInitialised(): Promise<boolean>
  /** Throws FORBIDDEN for a wrong token and ALREADY_INITIALISED when an owner exists. */
  createOwner(input: { token: string; name: string; email: string; password: string }): Promise<void>
}

export interface ApiLimits {
  readonly documentBytes: number
  readonly inputBytes: number
}

/** The parts behind the procedures, built once by whoever starts the server. */
export interface ApiParts {
  readonly db: Queryable
  readonly runInTransaction: RunInTransaction
  readonly engine: EnginePort
  readonly bus: BusPort
  readonly nodeTypes: ReadonlyMap<string, NodeTypeDeclaration>
  readonly examples: readonly Example[]
  readonly versions: VersionDocuments
  readonly ownerSetup: OwnerSetup
  readonly checkHealth: () => Promise<HealthReport>
  readonly limits: ApiLimits
  readonly logger: Logger
  readonly version: string
}

export interface ApiContext extends ApiParts {
  readonly caller: Caller | null
  readonly requestId: string
}

/** Who is written down as the author of a change: the user's name, or null for a key. */
export function authorOf(caller: Caller): string | null {
  return caller.user === null ? null : caller.user.name
}

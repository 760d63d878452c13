/** Runs attempts of real node types in a test, with everything that an attempt needs but a database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { emptyState, type NodeRecord, pendingNode } from '@heddle/core/execution/state.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import type { NewArtifact } from '../artifacts/artifact.ts'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import { createLocalArtifactStore } from '../artifacts/local-artifact-store.ts'
import { createStoredValues, type StoredValues } from '../artifacts/stored-values.ts'
import { createExpressionPool } from '../expressions/expression-pool.ts'
import type { LogChunk } from '../logs/log-line.ts'
import { createLogWriter } from '../logs/log-writer.ts'
import { nodeTypes } from '../nodes/registry.ts'
import { createLogger } from '../ops/logger.ts'
import { createWorkFolders } from '../processes/work-folders.ts'
import type { StoredNodeResult } from '../store/load-node-results.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import type { CacheStore } from '../worker/cache-store.ts'
import { createNodeValues } from '../worker/node-values.ts'
import { createAttemptRunner } from '../worker/run-attempt.ts'

export interface AttemptTry {
  readonly nodes: WorkflowDocument['nodes']
  readonly edges?: WorkflowDocument['edges']
  /** The node to run; the first one when it is not given. */
  readonly run?: string
  readonly input?: unknown
  readonly item?: unknown
  /** Outputs of completed nodes. */
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
  readonly executionId?: string
}

export interface TestAttempts {
  run(attempt: AttemptTry): ReturnType<RunAttempt>
  /** Lines that were written so far, of all attempts, as `stream: line`. */
  readonly lines: string[]
  readonly artifacts: NewArtifact[]
  readonly progress: { fraction: number; message: string | null }[]
  readonly store: ArtifactStore
  readonly storedValues: StoredValues
  /** A folder that only Heddle may read, as the data folder is. */
  readonly dataDir: string
  /** How often outputs were read from the database's stand-in. */
  readonly reads: string[]
  close(): Promise<void>
}

export interface TestAttemptsOptions {
  readonly logBytes?: number
  readonly cache?: Partial<CacheStore>
}

export function startTestAttempts(options: TestAttemptsOptions = {}): TestAttempts {
  const dataDir = mkdtempSync(join(tmpdir(), 'heddle-attempts-'))
  const logger = createLogger('silent')
  const store = createLocalArtifactStore(join(dataDir, 'artifacts'))
  const storedValues = createStoredValues(store)
  const lines: string[] = []
  const artifacts: NewArtifact[] = []
  const progress: { fraction: number; message: string | null }[] = []
  const reads: string[] = []
  let outputs: Readonly<Record<string, unknown>> = {}
  let chunkId = 0
  const logs = createLogWriter({
    append: async (chunks: readonly LogChunk[]) => chunks.map(() => String(++chunkId)),
    onLines: (_, written) => lines.push(...written.map(({ stream, line }) => `${stream}: ${line}`)),
    limitBytes: options.logBytes ?? 1024 * 1024,
    logger,
  })
  const expressions = createExpressionPool({ threads: 1 })
  const workFolders = createWorkFolders({ logger })
  const runAttempt = createAttemptRunner({
    nodeTypes,
    expressions,
    storedValues,
    artifacts: store,
    values: createNodeValues({
      storedValues,
      load: async (keys) =>
        keys.map(({ executionId, nodeId }): StoredNodeResult => {
          reads.push(nodeId)
          const output = { kind: 'inline', value: outputs[nodeId] ?? null } as const
          return { executionId, nodeId, attempt: 1, output, keptFrom: null }
        }),
    }),
    insertArtifacts: async (rows) => {
      artifacts.push(...rows)
    },
    onArtifacts: () => undefined,
    logs,
    workFolders,
    cache: {
      find: withoutDatabase,
      keep: withoutDatabase,
      listFiles: withoutDatabase,
      referToFiles: withoutDatabase,
      ...options.cache,
    },
    waits: { askApproval: withoutDatabase, lookForSignal: withoutDatabase },
    items: { run: withoutDatabase, collect: withoutDatabase },
    limits: { outputBytes: 16 * 1024 * 1024, artifactBytes: 64 * 1024 * 1024 },
    logger,
  })
  const run = (attempt: AttemptTry) => {
    outputs = attempt.outputs ?? {}
    return runAttempt(toJob(attempt, (fraction, message) => progress.push({ fraction, message })))
  }
  const close = async () => {
    await Promise.all([expressions.close(), logs.close()])
    await workFolders.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { run, lines, artifacts, progress, store, storedValues, dataDir, reads, close }
}

function withoutDatabase(): Promise<never> {
  return Promise.reject(new Error('What people and programs answer is kept in a database'))
}

function toJob(attempt: AttemptTry, reportProgress: Parameters<RunAttempt>[0]['reportProgress']) {
  const document = { name: 'Test', nodes: attempt.nodes, ...(attempt.edges && { edges: attempt.edges }) }
  const plan = compilePlan(document)
  const state = emptyState(plan)
  for (const id of Object.keys(attempt.outputs ?? {})) {
    const completed: NodeRecord = { ...pendingNode, status: 'completed', attempt: 1, port: 'success' }
    state.setNode(plan.indexOf.get(id) ?? 0, completed)
  }
  return {
    execution: {
      id: attempt.executionId ?? '00000000-0000-4000-8000-000000000001',
      workspaceId: 'default',
      workflowId: '00000000-0000-4000-8000-000000000002',
      workflowName: 'Test',
      version: 1,
      input: attempt.input ?? {},
      item: attempt.item ?? null,
      startedAt: '2030-01-01T00:00:00.000Z',
      ignoreCache: false,
    },
    plan,
    nodeIndex: attempt.run === undefined ? 0 : (plan.indexOf.get(attempt.run) ?? 0),
    attempt: 1,
    workerId: 'worker',
    readNodes: async () => state.getNode,
    signal: attempt.signal ?? new AbortController().signal,
    reportProgress,
  }
}

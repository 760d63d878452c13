/** An engine with a worker on a database of its own; what an attempt does is the test's to say. */
import { randomUUID } from 'node:crypto'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { type ExecutionStatus, isFinal } from '@heddle/core/execution/status.ts'
import { Pool } from 'pg'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { Engine } from '../engine/engine.ts'
import { committingConnections } from '../engine/group-commit.ts'
import type { StartInput } from '../engine/start-input.ts'
import { openLimits } from '../entry/open-limits.ts'
import type { EvaluateKeys } from '../limits/gate.ts'
import { createLogger } from '../ops/logger.ts'
import { InProcessQueue } from '../queue/in-process-queue.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import { WorkerLoop } from '../worker/worker-loop.ts'
import { waitFor } from './wait-for.ts'

/** Completes every attempt with null. */
export const completeAtOnce: RunAttempt = async ({ nodeIndex, attempt, workerId }) => ({
  type: 'complete-attempt',
  nodeIndex,
  attempt,
  workerId,
  port: 'success',
  output: { kind: 'inline', value: null },
})

export interface TestEngine {
  readonly engine: Engine
  readonly worker: WorkerLoop
  readonly pool: Pool
  /** Publishes the document as version 1 of a workflow of its own and answers the workflow's id. */
  publish(document: WorkflowDocument): Promise<string>
  start(workflowId: string, options?: Partial<StartInput>): Promise<string>
  untilFinished(executionId: string): Promise<ExecutionStatus>
  stop(): Promise<void>
}

export interface TestEngineOptions {
  readonly url: string
  readonly capacity?: number
  readonly runAttempt?: RunAttempt
  /** Fills expressions in limit keys in; without it such keys are errors. */
  readonly evaluateKeys?: EvaluateKeys
  /** True where other engines of the test move the same executions. */
  readonly isShared?: boolean
}

const refuseKeys: EvaluateKeys = async () => ({
  ok: false,
  error: { code: 'EXPRESSION', message: 'No expressions in keys here', retryable: false },
})

export async function startTestEngine(options: TestEngineOptions): Promise<TestEngine> {
  const logger = createLogger('silent')
  const pool = new Pool({ connectionString: options.url, max: 4 })
  const commitPool = new Pool({ connectionString: options.url, max: committingConnections })
  for (const each of [pool, commitPool]) each.on('error', () => undefined)
  const bus = createInProcessBus()
  const queue = new InProcessQueue()
  const isShared = options.isShared ?? false
  const engine = new Engine({
    db: pool,
    commitDb: commitPool,
    runInCommitTransaction: runInTransactionOf(commitPool),
    queue,
    bus,
    isShared,
    logger,
  })
  const runAttempt = options.runAttempt ?? completeAtOnce
  const capacity = options.capacity ?? 32
  const limits = openLimits({ pool, engine, evaluateKeys: options.evaluateKeys ?? refuseKeys, logger })
  const worker = new WorkerLoop({ engine, queue, bus, runAttempt, capacity, groups: 'all', limits, logger })
  await worker.start()
  engine.timers.start()
  return {
    engine,
    worker,
    pool,
    publish: (document) => publishDocument(pool, document),
    start: async (workflowId, input) =>
      (await engine.startExecution({ ...startInput(workflowId), ...input })).executionId,
    untilFinished: (executionId) => untilFinished(pool, executionId),
    async stop() {
      engine.timers.stop()
      limits.stop()
      await worker.stop()
      await engine.untilIdle()
      await Promise.all([pool.end(), commitPool.end()])
    },
  }
}

function startInput(workflowId: string): StartInput {
  return {
    workspaceId: 'default',
    workflowId,
    version: 1,
    input: {},
    priority: 0,
    trigger: 'api',
    startedBy: null,
    idempotencyKey: null,
  }
}

async function publishDocument(pool: Pool, document: WorkflowDocument): Promise<string> {
  const id = randomUUID()
  await pool.query(
    `INSERT INTO workflow_definitions (id, workspace_id, name, draft, published_version) VALUES ($1, 'default', $2, $3, 1)`,
    [id, document.name, document],
  )
  await pool.query(
    'INSERT INTO workflow_versions (workflow_id, version, document, node_count) VALUES ($1, 1, $2, $3)',
    [id, document, Object.keys(document.nodes).length],
  )
  return id
}

function untilFinished(pool: Pool, executionId: string): Promise<ExecutionStatus> {
  return waitFor(
    async () => {
      const result = await pool.query<{ status: ExecutionStatus }>(
        'SELECT status FROM workflow_executions WHERE id = $1',
        [executionId],
      )
      const status = result.rows[0]?.status
      return status !== undefined && isFinal(status) ? status : null
    },
    { deadlineMs: 45_000, what: `execution ${executionId} to end` },
  )
}
